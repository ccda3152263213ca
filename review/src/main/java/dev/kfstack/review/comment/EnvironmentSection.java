package dev.kfstack.review.comment;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.guard.GuardReport.Excused;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Check;
import dev.kfstack.review.plan.Plan;
import dev.kfstack.review.plan.Plan.Drift;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.review.rename.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What of an environment is never left out of a comment: everything but the diffs. */
final class EnvironmentSection {

    private static final int MOST_EXCEPTIONS = 5;

    private final EnvironmentReview environment;
    private final Origins origins;
    private final int room;
    private final StringBuilder text = new StringBuilder();

    private EnvironmentSection(EnvironmentReview environment, Origins origins, int room) {
        this.environment = environment;
        this.origins = origins;
        this.room = room;
    }

    /**
     * The section.
     *
     * @param room how many characters it has; more than half of it are for what needs attention
     */
    static String of(EnvironmentReview environment, Origins origins, String planned, int room) {
        EnvironmentSection section = new EnvironmentSection(environment, origins, room);
        section.verdict(planned);
        section.stacks();
        section.dangers("Needs attention", Risk.DATA_LOSS, Risk.DATA_LOSS, room / 2);
        section.guards();
        section.dangers("Other replacements, deletions and restarts", Risk.REPLACED, Risk.RESTARTED, room / 10);
        section.renames();
        section.checks();
        section.drift();
        section.overlay();
        return section.text.toString();
    }

    private void verdict(String planned) {
        Verdict verdict = environment.verdict();
        String guards = environment.open().isEmpty()
                ? ""
                : " by " + environment.open().size() + (environment.open().size() == 1 ? " guard" : " guards");
        text.append("### ")
                .append(verdict.sign())
                .append(' ')
                .append(Markdown.words(environment.name()))
                .append(": ")
                .append(verdict.words())
                .append(verdict == Verdict.BLOCKED ? guards : "")
                .append("\n\n");
        if (!environment.stacks().isEmpty()) {
            text.append("**")
                    .append(environment.counts())
                    .append("**")
                    .append(planned)
                    .append("\n\n");
        }
    }

    private void stacks() {
        List<String> items = new ArrayList<>();
        environment
                .notPlanned()
                .forEach(stack -> items.add((stack.failed() ? "🔴 " : "⏳ ")
                        + Markdown.code(stack.stack())
                        + (stack.failed() ? " was not planned: " : " cannot be planned yet: ")
                        + Markdown.words(stack.reason())));
        for (StackPlan stack : environment.stacks()) {
            Plan plan = stack.plan();
            if (plan.errored()) {
                items.add("🔴 " + Markdown.code(stack.stack())
                        + ": planning failed half-way, so terraform will never apply this plan");
            }
            plan.deferred()
                    .forEach(deferred ->
                            items.add("⏳ " + Markdown.code(deferred.change().address()) + " waits for a later plan: "
                                    + Markdown.words(deferred.reason())));
            plan.invocations().forEach(action -> items.add("▶ " + Markdown.code(action) + " is invoked by the apply"));
        }
        list("Stacks", items, room / 10);
    }

    private void dangers(String title, Risk from, Risk to, int space) {
        List<InStack> dangers = environment.changes().stream()
                .filter(change ->
                        change.risk().compareTo(from) >= 0 && change.risk().compareTo(to) <= 0)
                .toList();
        List<String> items = new ArrayList<>();
        int used = 0;
        for (InStack danger : dangers) {
            String sentence = danger.risk().sign() + " " + Reason.sentence(danger.stack(), danger.change(), origins);
            if (used + sentence.length() > space / 2) {
                sentence = danger.risk().sign() + " "
                        + Markdown.code(danger.change().address()) + " "
                        + danger.change().action().word();
            }
            used += sentence.length();
            items.add(sentence);
        }
        if (from == Risk.DATA_LOSS) {
            environment.objects().stream()
                    .filter(ObjectChange::losesData)
                    .map(object -> Risk.DATA_LOSS.sign() + " " + Markdown.code(object.toString())
                            + " is **removed** from the overlay, and with it "
                            + object.loss().orElse("") + claims(object) + ".")
                    .forEach(items::add);
        }
        list(title, items, space);
    }

    /** The claims that a namespace takes with it, as far as the overlay has them. */
    private String claims(ObjectChange gone) {
        List<String> claims = environment.objects().stream()
                .filter(object -> gone.kind().equals("Namespace") && gone.name().equals(object.namespace()))
                .filter(object -> object.kind().equals("PersistentVolumeClaim"))
                .map(object -> Markdown.code(object.name()))
                .toList();
        return claims.isEmpty() ? "" : ": " + String.join(", ", claims);
    }

    private void guards() {
        List<String> items = new ArrayList<>();
        for (Finding finding : environment.open()) {
            items.add("🔴 **" + finding.guard().id() + "** "
                    + (finding.address().isEmpty() ? "" : Markdown.code(finding.address()) + ": ")
                    + Markdown.words(finding.message()) + ". To do: " + Markdown.words(finding.advice()));
        }
        for (Excused excused : environment.excused()) {
            items.add("⚪ **" + excused.finding().guard().id() + "** "
                    + Markdown.code(excused.finding().address()) + ": let pass once by "
                    + Markdown.words(excused.exception().owner()) + ", until "
                    + excused.exception().expires() + ": "
                    + Markdown.words(excused.exception().reason()));
        }
        list("Guards", items, room / 8);
        String exceptions = environment.open().stream()
                .filter(finding -> finding.guard().allowsExceptions())
                .limit(MOST_EXCEPTIONS)
                .map(EnvironmentSection::exception)
                .collect(Collectors.joining());
        if (!exceptions.isEmpty() && exceptions.length() < room / 8) {
            text.append("<details><summary>To let it pass once: an entry for environments/guards.yaml</summary>\n\n")
                    .append(Markdown.fence("yaml", "exceptions:\n" + exceptions))
                    .append("\n</details>\n\n");
        }
    }

    private static String exception(Finding finding) {
        return "  - guard: " + finding.guard().id() + "\n    stack: " + finding.stack()
                + (finding.address().isEmpty() ? "" : "\n    address: " + TextNode.valueOf(finding.address()))
                + "\n    reason: # why it is right this time\n    owner: # who answers for it\n"
                + "    expires: # last day, as \"2026-12-31\"\n    digest: \"" + finding.digest() + "\"\n";
    }

    private void renames() {
        List<String> items = new ArrayList<>();
        for (Rename rename : environment.renames()) {
            items.add("🔁 " + Markdown.code(rename.from()) + " is destroyed and " + Markdown.code(rename.to())
                    + " created, and they are alike in all that is known. If they are one thing, add to"
                    + " environments/moves.yaml: " + Markdown.words(rename.entry()));
        }
        list("The same under a new address?", items, room / 10);
    }

    private void checks() {
        List<String> items = new ArrayList<>();
        for (StackPlan stack : environment.stacks()) {
            for (Check check : stack.plan().checks()) {
                if (check.status() != Check.Status.UNKNOWN) {
                    items.add("❌ " + Markdown.code(check.address()) + ": "
                            + Markdown.words(String.join("; ", check.messages())));
                }
            }
        }
        list("Failed checks", items, room / 10);
    }

    private void drift() {
        List<String> items = environment.stacks().stream()
                .flatMap(stack -> stack.plan().drift().stream()
                        .filter(Drift::relevant)
                        .map(drift -> "↔ " + Markdown.code(drift.change().address()) + ": "
                                + Reason.attributes(drift.change().shown())))
                .toList();
        list("Changed outside of Terraform, with a part in this plan", items, room / 10);
    }

    /** Every object that goes is named, here or above; of those that come and change, how many there are. */
    private void overlay() {
        List<ObjectChange> objects = environment.objects();
        List<String> items = new ArrayList<>();
        objects.stream()
                .filter(object -> object.action() == Action.DELETE && !object.losesData())
                .forEach(object ->
                        items.add(Risk.of(object).sign() + " " + Markdown.code(object.toString()) + " is **removed**"));
        long removed = objects.stream()
                .filter(object -> object.action() == Action.DELETE)
                .count();
        long changed = objects.stream()
                .filter(object -> object.action() == Action.UPDATE)
                .count();
        if (!objects.isEmpty()) {
            items.add(
                    0,
                    "Objects: " + (objects.size() - removed - changed) + " to add, " + changed + " to change, "
                            + removed + " to remove.");
        }
        String notCompared = environment.overlay().notCompared();
        if (!notCompared.isEmpty()) {
            items.add(0, "❔ " + Markdown.words(notCompared));
        }
        list("Overlay", items, room / 10);
    }

    /** As many items as there is room for, at least one; the others are counted. */
    private void list(String title, List<String> items, int space) {
        if (items.isEmpty()) {
            return;
        }
        text.append("**").append(title).append("**\n\n");
        int used = 0;
        int shown = 0;
        while (shown < items.size() && (shown == 0 || used + items.get(shown).length() < space)) {
            text.append("- ").append(items.get(shown)).append('\n');
            used += items.get(shown).length() + 3;
            shown++;
        }
        if (shown < items.size()) {
            text.append("- … and ").append(items.size() - shown).append(" more\n");
        }
        text.append('\n');
    }
}
