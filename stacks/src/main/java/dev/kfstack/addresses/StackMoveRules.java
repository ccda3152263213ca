package dev.kfstack.addresses;

import dev.kfstack.addresses.MovesFile.Entry;
import dev.kfstack.addresses.MovesFile.Fate;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Judges what moves.yaml says of one stack. Terraform would refuse most of it too, but only at the plan. */
final class StackMoveRules {

    private final String stack;
    private final MovesFile file;
    private final Collection<String> current;
    private final Problems problems;
    private final Map<String, Entry> departures = new LinkedHashMap<>();

    /**
     * Nothing is checked yet.
     *
     * @param current the stack's addresses as they are now
     */
    StackMoveRules(String stack, MovesFile file, Collection<String> current, Problems problems) {
        this.stack = stack;
        this.file = file;
        this.current = new TreeSet<>(current);
        this.problems = problems;
    }

    void check() {
        file.departures(stack).forEach(this::departsOnce);
        departures.values().forEach(this::isGone);
        Map<String, Entry> arrivals = new LinkedHashMap<>();
        departures.values().forEach(entry -> entry.to().ifPresent(to -> moves(entry, to, arrivals)));
        file.of(stack).imports().keySet().forEach(this::importedExists);
    }

    private void departsOnce(Entry entry) {
        Entry first = departures.putIfAbsent(entry.address(), entry);
        if (first != null) {
            error(
                    entry,
                    entry.address() + " has an entry already, " + first.path() + " on line "
                            + file.place(first.path()).line(),
                    Optional.empty());
        }
    }

    private void isGone(Entry entry) {
        if (!current.contains(entry.address())) {
            return;
        }
        Optional<String> turnedRound = entry.to()
                .filter(to -> !current.contains(to) && !departures.containsKey(to))
                .map(to -> "the other way round? " + to + ": " + entry.address());
        error(
                entry,
                entry.address() + " still exists in " + stack + ", so it cannot be " + word(entry.fate()),
                turnedRound);
    }

    private static String word(Fate fate) {
        return switch (fate) {
            case MOVED -> "moved away";
            case REMOVED -> "forgotten";
            case DESTROY -> "destroyed";
        };
    }

    private void moves(Entry entry, String to, Map<String, Entry> arrivals) {
        if (!StackAddress.typeOf(entry.address()).equals(StackAddress.typeOf(to))) {
            error(
                    entry,
                    "a resource cannot move to another type, got " + entry.address() + " and " + to,
                    Optional.empty());
            return;
        }
        Entry first = arrivals.putIfAbsent(to, entry);
        if (first != null) {
            error(entry, first.address() + " moves to " + to + " already", Optional.empty());
        } else if (isInACircle(entry)) {
            error(entry, "the moves from " + entry.address() + " lead back to it", Optional.empty());
        } else if (!current.contains(to) && !departures.containsKey(to)) {
            String message = "must lead to an address of " + stack + ", got " + to;
            error(entry, message, StackAddress.didYouMean(to, current));
        }
    }

    private boolean isInACircle(Entry start) {
        Optional<String> next = start.to();
        for (int steps = 0; next.isPresent() && steps <= departures.size(); steps++) {
            if (next.get().equals(start.address())) {
                return true;
            }
            next = Optional.ofNullable(departures.get(next.get())).flatMap(Entry::to);
        }
        return false;
    }

    private void importedExists(String address) {
        if (current.contains(address)) {
            return;
        }
        ConfigPath path = MovesFile.path(stack).key("import").key(address);
        Optional<String> hint = departures.containsKey(address)
                ? Optional.of("delete the entry once it was applied")
                : StackAddress.didYouMean(address, current);
        error(path, "must be an address of " + stack + ", got " + address, hint);
    }

    private void error(Entry entry, String message, Optional<String> hint) {
        error(entry.path(), message, hint);
    }

    private void error(ConfigPath path, String message, Optional<String> hint) {
        problems.add(new Problem(Severity.ERROR, file.place(path), path.text(), message, "moves", hint));
    }
}
