package dev.kfstack.addresses;

import dev.kfstack.problem.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A resource in the Terraform state of one stack.
 *
 * @param stack as {@code kf-test-cluster}
 * @param address as {@code google_container_node_pool.gpu-l4}
 */
public record StackAddress(String stack, String address) implements Comparable<StackAddress> {

    private static final Comparator<StackAddress> ORDER =
            Comparator.comparing(StackAddress::stack).thenComparing(StackAddress::address);

    /** The resource type: {@code google_container_node_pool}. */
    public String type() {
        return typeOf(address);
    }

    /** The hint for a wrong address. Names of one type are compared without it, or all would be alike. */
    public static Optional<String> didYouMean(String address, Collection<String> allowed) {
        String prefix = typeOf(address) + ".";
        List<String> names = allowed.stream()
                .filter(other -> other.startsWith(prefix))
                .map(other -> other.substring(prefix.length()))
                .toList();
        return Spelling.nearest(address.substring(prefix.length()), names)
                .map(name -> prefix + name)
                .or(() -> names.isEmpty() ? Spelling.nearest(address, allowed) : Optional.empty())
                .map(near -> "did you mean " + near + "?");
    }

    static String typeOf(String address) {
        return address.substring(0, Math.max(0, address.indexOf('.')));
    }

    @Override
    public int compareTo(StackAddress other) {
        return ORDER.compare(this, other);
    }

    /** As a line of an addresses file. */
    @Override
    public String toString() {
        return stack + " " + address;
    }
}
