package dev.kfstack.review.guard;

import dev.kfstack.environment.Moves;
import dev.kfstack.environment.Moves.StackMoves;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Change.Mode;
import dev.kfstack.review.plan.PlanDigest;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.review.rename.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at one plan. */
final class PlanGuards {

    private static final String CLUSTER = "google_container_cluster";

    private final StackPlan stack;
    private final StackMoves moves;
    private final int deletionLimit;
    private final String digest;
    private final List<Rename> renames;
    private final List<Finding> found = new ArrayList<>();

    /**
     * Nothing is looked at yet.
     *
     * @param deletionLimit how many objects may be destroyed
     */
    PlanGuards(StackPlan stack, Moves moves, int deletionLimit) {
        this.stack = stack;
        this.moves =
                moves.stacks().getOrDefault(stack.stack(), new StackMoves(Map.of(), List.of(), List.of(), Map.of()));
        this.deletionLimit = deletionLimit;
        this.digest = PlanDigest.of(stack.plan());
        this.renames = Rename.in(stack);
    }

    /** Everything that is wrong, in the order of the plan. */
    List<Finding> check() {
        for (Change change : stack.plan().changes()) {
            if (change.mode() == Mode.MANAGED) {
                replacement(change);
                dataLoss(change);
                lostAddress(change);
                passwordInUse(change);
                AccessGuards.check(change)
                        .forEach(access -> add(access.guard(), change, access.message(), access.advice()));
            }
        }
        int destroyed = stack.plan().counts().destroy();
        if (destroyed > deletionLimit) {
            found.add(finding(
                    Guard.DELETION_LIMIT,
                    "",
                    "the plan destroys " + destroyed + " objects, at most " + deletionLimit + " are allowed",
                    "split the change, or raise deletions." + stack.environment() + " in environments/guards.yaml"));
        }
        return List.copyOf(found);
    }

    private void replacement(Change change) {
        boolean replaced = change.action().replaces();
        if (replaced && change.type().equals(CLUSTER)) {
            add(
                    Guard.CLUSTER_REPLACEMENT,
                    change,
                    "the cluster is replaced, and with it all that runs in it",
                    "undo the change that forces it, or build a new environment and move over");
        }
        if (replaced && change.type().equals("google_container_node_pool")) {
            add(
                    Guard.NODE_POOL_REPLACEMENT,
                    change,
                    "the node pool is replaced: all its nodes go before new ones are there",
                    "add its successor under another name, drain the old pool, then remove it");
        }
    }

    private void dataLoss(Change change) {
        boolean clusterReplaced = change.action().replaces() && change.type().equals(CLUSTER);
        boolean goes = (change.action().destroys() || change.action().forgets()) && !clusterReplaced;
        DataHolder.of(change)
                .filter(holder -> goes)
                .ifPresent(holder -> add(
                        Guard.DATA_LOSS,
                        change,
                        change.action().destroys()
                                ? "the " + holder.noun() + " is " + verb(change.action()) + ", and with it "
                                        + holder.loss()
                                : "the " + holder.noun() + " is forgotten: nobody looks after it any more",
                        "keep it, or move what it holds elsewhere first"));
    }

    private static String verb(Action action) {
        return action.replaces() ? "replaced" : "destroyed";
    }

    /** Objects that a replacement left behind, or whose count or key is gone, are still in the configuration. */
    private void lostAddress(Change change) {
        boolean lost = change.reason()
                        .filter("delete_because_no_resource_config"::equals)
                        .isPresent()
                && change.deposed().isEmpty();
        boolean declared = change.action().forgets()
                ? moves.removed().contains(change.address())
                : moves.destroy().contains(change.address());
        if (lost && !declared) {
            String key = change.action().forgets() ? "removed" : "destroy";
            String meant = "if it is meant: stacks: {" + stack.stack() + ": {" + key + ": [" + change.address() + "]}}";
            add(
                    Guard.ADDRESS_LOST,
                    change,
                    "the address is no longer in the configuration, and moves.yaml does not say why",
                    renameOf(change)
                            .map(rename -> "if only its address is new: " + rename.entry() + "; " + meant)
                            .orElse(meant));
        }
    }

    private Optional<Rename> renameOf(Change gone) {
        return renames.stream()
                .filter(rename -> rename.from().equals(gone.address()))
                .findFirst();
    }

    /** Two users take turns: the one that rests is a generation behind the secret, the one in use is not. */
    private void passwordInUse(Change change) {
        if (!change.type().equals("google_sql_user")) {
            return;
        }
        List<Attribute> generations = stack.plan().changes().stream()
                .filter(other -> other.type().equals("google_secret_manager_secret_version"))
                .flatMap(other -> other.attributes().stream())
                .filter(attribute -> attribute.path().text().equals("secret_data_wo_version"))
                .toList();
        change.attributes().stream()
                .filter(attribute -> attribute.path().text().equals("password_wo_version"))
                .filter(attribute -> attribute.before().isKnown())
                .filter(attribute -> generations.stream()
                        .anyMatch(generation -> generation.before().equals(attribute.before())
                                && generation.after().equals(attribute.after())))
                .forEach(attribute -> add(
                        Guard.PASSWORD_IN_USE,
                        change,
                        "the generation goes from " + attribute.before().text() + " to "
                                + attribute.after().text()
                                + ", back to the user that pods log in as: they are locked out until they restart",
                        "apply the generation in between first, and restart the pods"));
    }

    private void add(Guard guard, Change change, String message, String advice) {
        found.add(finding(guard, change.address(), message, advice));
    }

    private Finding finding(Guard guard, String address, String message, String advice) {
        return new Finding(guard, stack.environment(), stack.stack(), address, digest, message, advice);
    }
}
