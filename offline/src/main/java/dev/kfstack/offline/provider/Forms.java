package dev.kfstack.offline.provider;

import dev.kfstack.offline.schema.Type;
import dev.kfstack.offline.value.Value;
import java.util.ArrayList;
import java.util.List;

/** When two written values mean the same to a provider. */
final class Forms {

    private Forms() {}

    /**
     * Whether a written value and a value of the state are one.
     *
     * @param suppressed whether the provider ignores differences of form here: full, partial and bare resource names, case
     */
    static boolean same(Value written, Value state, Type type, boolean suppressed) {
        if (written.equals(state)) {
            return true;
        }
        if (written instanceof Value.Sequence left && state instanceof Value.Sequence right) {
            return type instanceof Type.SetOf
                    ? sameSet(left.elements(), right.elements(), suppressed)
                    : sameList(left.elements(), right.elements(), suppressed);
        }
        return suppressed
                && written instanceof Value.Text left
                && state instanceof Value.Text right
                && sameName(left.value(), right.value());
    }

    private static boolean sameList(List<Value> left, List<Value> right, boolean suppressed) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i), Type.STRING, suppressed)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSet(List<Value> left, List<Value> right, boolean suppressed) {
        List<Value> rest = new ArrayList<>(right);
        for (Value element : left) {
            Value match = rest.stream()
                    .filter(other -> same(element, other, Type.STRING, suppressed))
                    .findFirst()
                    .orElse(Value.Absent.NULL);
            if (!rest.remove(match)) {
                return false;
            }
        }
        return rest.isEmpty();
    }

    /** {@code https://…/compute/v1/projects/p/…/x}, {@code projects/p/…/x} and {@code x} name one resource. */
    private static boolean sameName(String written, String state) {
        String left = relative(written);
        String right = relative(state);
        return left.equalsIgnoreCase(right)
                || (!left.isEmpty() && !left.contains("/") && right.endsWith("/" + left))
                || (!right.isEmpty() && !right.contains("/") && left.endsWith("/" + right));
    }

    private static String relative(String name) {
        int projects = name.startsWith("https://") ? name.indexOf("/projects/") : -1;
        return projects < 0 ? name : name.substring(projects + 1);
    }
}
