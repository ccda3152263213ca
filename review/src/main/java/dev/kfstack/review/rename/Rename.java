package dev.kfstack.review.rename;

import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Change.Mode;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.review.plan.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A deletion and a creation that are the same thing under a new address.
 *
 * @param from the address that the plan destroys
 * @param to the address that it creates
 * @param alike how many attributes are known to be the same
 */
public record Rename(String stack, String from, String to, int alike) {

    /** Nobody renames more of one type at once, and to compare all with all takes time by the square. */
    private static final int MOST = 200;

    /** A pair of which every attribute that is known on both sides is the same. */
    private record Pair(Change gone, Change made, int alike) {

        boolean isFree(Set<String> taken) {
            return !taken.contains(gone.address()) && !taken.contains(made.address());
        }

        /** Itself included. */
        boolean shares(Pair other) {
            return gone.address().equals(other.gone.address()) || made.address().equals(other.made.address());
        }
    }

    /**
     * The renames in a plan: pairs of one type whose known attributes all agree. Where several fit, those that have most in
     * common; where that leaves a choice, none, since a wrong one would move a resource to the wrong configuration.
     */
    public static List<Rename> in(StackPlan stack) {
        List<Change> gone = all(stack, Action.DELETE);
        List<Change> made = all(stack, Action.CREATE);
        Map<String, List<Change>> madeByType = made.stream().collect(Collectors.groupingBy(Change::type));
        List<Pair> pairs = new ArrayList<>();
        for (Change old : gone) {
            Map<String, Value> before = old.attributes().stream()
                    .collect(Collectors.toMap(attribute -> attribute.path().text(), Attribute::before, (a, b) -> a));
            List<Change> candidates = madeByType.getOrDefault(old.type(), List.of());
            if (candidates.size() > MOST) {
                continue;
            }
            for (Change now : candidates) {
                int alike = alike(before, now);
                if (alike > 0) {
                    pairs.add(new Pair(old, now, alike));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::alike).reversed());
        List<Rename> renames = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (pair.isFree(taken) && isOnly(pair, pairs, taken)) {
                renames.add(new Rename(
                        stack.stack(), pair.gone().address(), pair.made().address(), pair.alike()));
                taken.add(pair.gone().address());
                taken.add(pair.made().address());
            }
        }
        renames.sort(Comparator.comparing(Rename::from));
        return renames;
    }

    private static List<Change> all(StackPlan stack, Action action) {
        return stack.plan().changes().stream()
                .filter(change -> change.action() == action && change.mode() == Mode.MANAGED)
                .filter(change -> change.deposed().isEmpty())
                .toList();
    }

    /** How many known attributes of the new one the old one has too; 0 when it has another value for any of them. */
    private static int alike(Map<String, Value> before, Change now) {
        int alike = 0;
        for (Attribute attribute : now.attributes()) {
            Value old = before.get(attribute.path().text());
            if (!attribute.after().isKnown()) {
                continue;
            }
            if (!attribute.after().equals(old)) {
                return 0;
            }
            alike++;
        }
        return alike;
    }

    private static boolean isOnly(Pair pair, List<Pair> pairs, Set<String> taken) {
        return pairs.stream()
                        .filter(other -> other.alike() == pair.alike() && other.isFree(taken))
                        .filter(pair::shares)
                        .count()
                == 1;
    }

    /** The entry for {@code environments/moves.yaml}, as a line below {@code stacks:}. */
    public String entry() {
        return "stacks: {" + stack + ": {moved: {" + from + ": " + to + "}}}";
    }
}
