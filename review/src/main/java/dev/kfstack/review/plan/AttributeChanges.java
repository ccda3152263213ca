package dev.kfstack.review.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Finds the innermost values that differ between two JSON values, with terraform's masks beside them. */
public final class AttributeChanges {

    /** Lists longer than this are compared by index: to align them would take time and memory by the square. */
    private static final int LONGEST_ALIGNED = 500;

    private final List<Attribute> found = new ArrayList<>();

    private AttributeChanges() {}

    /**
     * One value on both sides.
     *
     * @param unknown true where only the apply will tell; or a map or list with such masks for its parts
     */
    private record Sides(
            JsonNode before, JsonNode after, JsonNode unknown, JsonNode beforeSensitive, JsonNode afterSensitive) {

        Sides key(String key) {
            return new Sides(
                    before.path(key),
                    after.path(key),
                    unknown.path(key),
                    beforeSensitive.path(key),
                    afterSensitive.path(key));
        }

        /** Either index may be past the end. */
        Sides items(int old, int now) {
            return new Sides(
                    before.path(old),
                    after.path(now),
                    unknown.path(now),
                    beforeSensitive.path(old),
                    afterSensitive.path(now));
        }

        boolean isUnknown() {
            return isTrue(unknown);
        }

        boolean isSensitive() {
            return isTrue(beforeSensitive) || isTrue(afterSensitive);
        }

        boolean areBothAbsent() {
            return isAbsent(before) && isAbsent(after);
        }
    }

    /** All differences between two values of which all is known, where {@code sensitive} masks both. */
    public static List<Attribute> between(JsonNode before, JsonNode after, JsonNode sensitive) {
        AttributeChanges changes = new AttributeChanges();
        changes.compare(ConfigPath.ROOT, new Sides(before, after, MissingNode.getInstance(), sensitive, sensitive));
        return changes.found;
    }

    /** All differences below a change of terraform: a JSON object with {@code before}, {@code after} and the masks. */
    static List<Attribute> in(JsonNode change) {
        AttributeChanges changes = new AttributeChanges();
        changes.compare(
                ConfigPath.ROOT,
                new Sides(
                        change.path("before"),
                        change.path("after"),
                        change.path("after_unknown"),
                        change.path("before_sensitive"),
                        change.path("after_sensitive")));
        return changes.found;
    }

    /** All that was there before a change of terraform, each beside nothing. */
    static List<Attribute> before(JsonNode change) {
        JsonNode nothing = MissingNode.getInstance();
        AttributeChanges changes = new AttributeChanges();
        changes.compare(
                ConfigPath.ROOT,
                new Sides(change.path("before"), nothing, nothing, change.path("before_sensitive"), nothing));
        return changes.found;
    }

    private void compare(ConfigPath path, Sides sides) {
        if (sides.isUnknown()) {
            found.add(new Attribute(path, value(sides.before(), sides.beforeSensitive()), Value.UNKNOWN));
        } else if (sides.isSensitive()) {
            if (!sides.areBothAbsent() && !sides.before().equals(sides.after())) {
                found.add(new Attribute(path, secret(sides.before()), secret(sides.after())));
            }
        } else if (areOf(sides, JsonNode::isObject)) {
            maps(path, sides);
        } else if (areOf(sides, JsonNode::isArray)) {
            lists(path, sides);
        } else if (!sides.areBothAbsent() && !sides.before().equals(sides.after())) {
            found.add(new Attribute(
                    path,
                    value(sides.before(), sides.beforeSensitive()),
                    value(sides.after(), sides.afterSensitive())));
        }
    }

    /** Whether one side is of a kind and not empty, and the other is of the kind too, or absent. */
    private static boolean areOf(Sides sides, Predicate<JsonNode> kind) {
        boolean before = kind.test(sides.before());
        boolean after = kind.test(sides.after());
        boolean parts = !sides.before().isEmpty()
                || !sides.after().isEmpty()
                || !sides.unknown().isEmpty();
        return parts && (before ? after || isAbsent(sides.after()) : after && isAbsent(sides.before()));
    }

    private void maps(ConfigPath path, Sides sides) {
        Set<String> keys = new LinkedHashSet<>();
        sides.before().fieldNames().forEachRemaining(keys::add);
        sides.after().fieldNames().forEachRemaining(keys::add);
        sides.unknown().fieldNames().forEachRemaining(keys::add);
        keys.stream().sorted().forEach(key -> compare(path.key(key), sides.key(key)));
    }

    private void lists(ConfigPath path, Sides sides) {
        int old = sides.before().size();
        int now = Math.max(
                sides.after().size(),
                sides.unknown().isArray() ? sides.unknown().size() : 0);
        if ((old == 1 && now == 1) || old == 0 || now == 0 || Math.max(old, now) > LONGEST_ALIGNED) {
            pairs(path, sides, 0, old, 0, now);
            return;
        }
        // items that stay are told from those that come and go, or an item at the head would change all that follow
        List<Integer> olds = IntStream.range(0, old).boxed().toList();
        List<Integer> nows = IntStream.range(0, now).boxed().toList();
        for (AbstractDelta<Integer> delta : DiffUtils.diff(
                        olds, nows, (left, right) -> isSame(sides.items(left, right)))
                .getDeltas()) {
            int from = delta.getSource().getPosition();
            int to = delta.getTarget().getPosition();
            pairs(
                    path,
                    sides,
                    from,
                    from + delta.getSource().size(),
                    to,
                    to + delta.getTarget().size());
        }
    }

    private static boolean isSame(Sides item) {
        return item.before().equals(item.after()) && !hasTrue(item.unknown());
    }

    private static boolean hasTrue(JsonNode mask) {
        if (mask.isContainerNode()) {
            for (JsonNode part : mask) {
                if (hasTrue(part)) {
                    return true;
                }
            }
        }
        return isTrue(mask);
    }

    /** Pairs items in order; the rest has come or gone. */
    private void pairs(ConfigPath path, Sides sides, int from, int fromEnd, int to, int toEnd) {
        int count = Math.max(fromEnd - from, toEnd - to);
        for (int i = 0; i < count; i++) {
            int old = from + i < fromEnd ? from + i : Integer.MAX_VALUE;
            int now = to + i < toEnd ? to + i : Integer.MAX_VALUE;
            compare(path.item(now == Integer.MAX_VALUE ? old : now), sides.items(old, now));
        }
    }

    private static boolean isTrue(JsonNode mask) {
        return mask.isBoolean() && mask.booleanValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static Value secret(JsonNode value) {
        return isAbsent(value) ? Value.ABSENT : Value.SENSITIVE;
    }

    private static Value value(JsonNode value, JsonNode mask) {
        if (isAbsent(value)) {
            return Value.ABSENT;
        }
        if (isTrue(mask)) {
            return Value.SENSITIVE;
        }
        return value.isTextual()
                ? Value.string(value.textValue())
                : Value.literal(masked(value, mask).toString());
    }

    private static JsonNode masked(JsonNode value, JsonNode mask) {
        if (isTrue(mask)) {
            return TextNode.valueOf(Redaction.MARK);
        }
        if (mask.isEmpty() || !value.isContainerNode()) {
            return value;
        }
        JsonNode copy = value.deepCopy();
        if (copy instanceof ObjectNode map) {
            map.properties().forEach(entry -> entry.setValue(masked(entry.getValue(), mask.path(entry.getKey()))));
        } else if (copy instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, masked(list.path(i), mask.path(i)));
            }
        }
        return copy;
    }
}
