package dev.kfstack.review.comment;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.review.comment.Origins.Origin;
import dev.kfstack.review.guard.DataHolder;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change in words: what happens, what is lost, why, and where that comes from. */
final class Reason {

    private static final int MOST_PATHS = 3;

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("replace_because_tainted", "an earlier apply did not finish it"),
            Map.entry("replace_by_request", "the plan was asked to replace it"),
            Map.entry("replace_by_triggers", "something that it is tied to changes"),
            Map.entry("delete_because_no_resource_config", "it is no longer in the configuration"),
            Map.entry("delete_because_no_module", "its module is no longer in the configuration"),
            Map.entry("delete_because_wrong_repetition", "it has count or for_each now, or no longer"),
            Map.entry("delete_because_count_index", "its count is smaller now"),
            Map.entry("delete_because_each_key", "its key is no longer in for_each"),
            Map.entry("delete_because_no_move_target", "it was moved to an address that is not in the configuration"));

    private Reason() {}

    /** One item of a list, without what begins it. */
    static String sentence(String stack, Change change, Origins origins) {
        Optional<DataHolder> holder = DataHolder.of(change);
        String noun = holder.map(DataHolder::noun).map(text -> text + " ").orElse("");
        String loss = change.action().destroys()
                ? holder.map(held -> ", and with it " + held.loss()).orElse("")
                : "";
        String why = why(change);
        return noun + Markdown.code(change.address()) + " is **" + verb(change) + "**" + loss + "."
                + (why.isEmpty() ? "" : " Why: " + why + ".")
                + from(stack, change, origins);
    }

    private static String verb(Change change) {
        if (Risk.of(change) == Risk.RESTARTED) {
            return change.type().equals("google_container_node_pool")
                    ? "changed, and all its nodes are made anew"
                    : "changed, and restarts";
        }
        return switch (change.action()) {
            case DELETE -> "destroyed";
            case DELETE_THEN_CREATE -> "replaced";
            case CREATE_THEN_DELETE -> "replaced, the new one first";
            case FORGET -> "forgotten: it lives on, and nobody looks after it";
            case CREATE_THEN_FORGET -> "replaced, and the old one forgotten";
            case NO_OP, READ, CREATE, UPDATE -> change.action().word() + "d";
        };
    }

    private static String why(Change change) {
        if (change.action() == Action.UPDATE) {
            return attributes(change.shown());
        }
        List<Attribute> forcing = change.attributes().stream()
                .filter(attribute -> change.isReplacedBy(attribute.path()))
                .toList();
        if (!forcing.isEmpty()) {
            return (forcing.size() == 1 ? "this cannot" : "these cannot") + " change in place: " + attributes(forcing);
        }
        if (!change.replacePaths().isEmpty()) {
            ConfigPath first = change.replacePaths().get(0);
            return Markdown.code(first.text()) + " cannot change in place";
        }
        return change.reason()
                .map(code -> BY_CODE.containsKey(code) ? BY_CODE.get(code) : "terraform says " + Markdown.code(code))
                .orElse("");
    }

    /** {@code `tier` from `"a"` to `"b"`} and so on. */
    static String attributes(List<Attribute> attributes) {
        StringBuilder text = new StringBuilder();
        attributes.stream().limit(MOST_PATHS).forEach(attribute -> text.append(text.isEmpty() ? "" : ", ")
                .append(Markdown.code(attribute.path().text()))
                .append(" from ")
                .append(Markdown.code(attribute.before().toString()))
                .append(" to ")
                .append(Markdown.code(attribute.after().toString())));
        int more = attributes.size() - MOST_PATHS;
        return text + (more > 0 ? ", and " + more + " more" : "");
    }

    private static String from(String stack, Change change, Origins origins) {
        Optional<Origin> origin = origins.of(stack, change.address());
        if (origin.isEmpty()) {
            return change.action() == Action.DELETE ? " Stack " + Markdown.code(stack) + "." : "";
        }
        Origin found = origin.get();
        String key = found.key().isEmpty() ? "the environment" : Markdown.code(found.key());
        return " From " + key + " in " + Markdown.code(found.file() + ":" + found.line()) + ", made by "
                + Markdown.code(found.construct()) + ".";
    }
}
