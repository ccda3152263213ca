package dev.kfstack.cli;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.network.IpPlan;
import dev.kfstack.network.RangeUse;
import dev.kfstack.reader.EnvironmentFile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A range of a network with the environment that takes it.
 *
 * @param network as {@code host-project/network}
 * @param environments one name; several of those that share the range
 */
record NetworkRange(String network, List<String> environments, RangeUse use) {

    private static final Comparator<NetworkRange> BY_ADDRESS = Comparator.comparing(NetworkRange::network)
            .thenComparingLong(range -> range.use().range().cidr().block().longValue())
            .thenComparing(range -> range.environments().get(0));

    /** All ranges of the environments by network and address; what several of them name alike is there once. */
    static List<NetworkRange> of(List<EnvironmentFile> files) {
        return files.stream()
                .map(EnvironmentFile::environment)
                .flatMap(NetworkRange::of)
                .collect(Collectors.toMap(
                        range -> List.of(
                                range.network,
                                range.use.range().use(),
                                range.use.range().cidr()),
                        Function.identity(),
                        NetworkRange::and,
                        LinkedHashMap::new))
                .values()
                .stream()
                .sorted(BY_ADDRESS)
                .toList();
    }

    private static Stream<NetworkRange> of(Environment environment) {
        Network network = environment.network();
        String name = network.hostProject().id() + "/" + network.network();
        return new IpPlan(environment)
                .uses().stream().map(use -> new NetworkRange(name, List.of(environment.name()), use));
    }

    private NetworkRange and(NetworkRange other) {
        return new NetworkRange(
                network,
                Stream.concat(environments.stream(), other.environments.stream())
                        .toList(),
                use);
    }
}
