package dev.kfstack.addresses;

import dev.kfstack.addresses.MovesFile.Entry;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * No address disappears unless moves.yaml says what becomes of its resource: Terraform would destroy it, data and all.
 *
 * @param promised what the addresses files hold, and where
 * @param current what the stacks hold now
 * @param stacks the names of the stacks that {@code current} was taken from
 * @param moves what moves.yaml says
 */
public record AddressContract(
        SortedMap<StackAddress, Place> promised, SortedSet<StackAddress> current, Set<String> stacks, MovesFile moves) {

    /**
     * Reports what moves.yaml has wrong and what disappeared without an entry there.
     *
     * @param otherStacks stacks that moves.yaml may name too; what it says of them is not judged
     */
    public void check(Collection<String> otherStacks, Problems problems) {
        SortedSet<String> judged = new TreeSet<>(stacks);
        promised.keySet().forEach(address -> judged.add(address.stack()));
        SortedSet<String> known = new TreeSet<>(judged);
        known.addAll(otherStacks);
        for (String stack : moves.moves().stacks().keySet()) {
            if (judged.contains(stack)) {
                new StackMoveRules(stack, moves, addressesOf(stack), problems).check();
            } else if (!known.contains(stack)) {
                unknownStack(stack, known, problems);
            }
        }
        promised.forEach((address, place) -> {
            if (!current.contains(address) && departure(address).isEmpty()) {
                lost(address, place, problems);
            }
        });
    }

    private SortedSet<String> addressesOf(String stack) {
        return current.stream()
                .filter(address -> address.stack().equals(stack))
                .map(StackAddress::address)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Entry> departure(StackAddress address) {
        return moves.departures(address.stack()).stream()
                .filter(entry -> entry.address().equals(address.address()))
                .findFirst();
    }

    private void unknownStack(String stack, SortedSet<String> known, Problems problems) {
        ConfigPath path = MovesFile.path(stack);
        problems.add(new Problem(
                Severity.ERROR,
                moves.place(path),
                path.text(),
                "must name a stack, got \"" + stack + "\"; known: " + String.join(", ", known),
                "moves",
                Spelling.didYouMean(stack, known)));
    }

    private void lost(StackAddress address, Place place, Problems problems) {
        problems.error(
                place,
                "",
                address.address() + " is no longer in " + address.stack() + ": without an entry in " + moves.file()
                        + " Terraform would destroy it",
                "address-lost",
                misspelt(address).or(() -> renamed(address)).orElseGet(() -> destroyed(address)));
    }

    /** An entry about an address that nobody ever promised is likely a slip of the finger for this one. */
    private Optional<String> misspelt(StackAddress address) {
        List<String> unpromised = moves.departures(address.stack()).stream()
                .filter(entry -> entry.to()
                        .map(to -> !promised.containsKey(new StackAddress(address.stack(), to)))
                        .orElse(true))
                .map(Entry::address)
                .filter(other -> !promised.containsKey(new StackAddress(address.stack(), other)))
                .toList();
        return StackAddress.didYouMean(address.address(), unpromised)
                .map(hint -> hint.replace("did you mean ", "is it meant by "))
                .map(hint -> hint.replace("?", " in " + moves.file() + "?"));
    }

    private Optional<String> renamed(StackAddress lost) {
        List<StackAddress> gone = promised.keySet().stream()
                .filter(address -> isLike(address, lost) && !current.contains(address))
                .toList();
        List<StackAddress> come = current.stream()
                .filter(address -> isLike(address, lost) && !promised.containsKey(address))
                .toList();
        return gone.size() == 1 && come.size() == 1
                ? Optional.of("if only its address is new, add to " + moves.file() + ": stacks: {" + lost.stack()
                        + ": {moved: {" + lost.address() + ": " + come.get(0).address() + "}}}")
                : Optional.empty();
    }

    private static boolean isLike(StackAddress address, StackAddress other) {
        return address.stack().equals(other.stack()) && address.type().equals(other.type());
    }

    private String destroyed(StackAddress lost) {
        return "if it is to be destroyed, add to " + moves.file() + ": stacks: {" + lost.stack() + ": {destroy: ["
                + lost.address() + "]}}";
    }
}
