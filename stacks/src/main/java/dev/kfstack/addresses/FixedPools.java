package dev.kfstack.addresses;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of each node pool cannot change in place: the provider would destroy the pool with all its nodes, then make another
 * one. A pool is never replaced like that; it gets a successor.
 *
 * @param pools by address; keys are those of the pool in the environment file, and what is not asked for is left out
 */
public record FixedPools(SortedMap<StackAddress, SortedMap<String, String>> pools) {

    private static final String NOTHING = "nothing";

    /** Those of an environment. */
    public static FixedPools of(Environment environment) {
        SortedMap<StackAddress, SortedMap<String, String>> pools = new TreeMap<>();
        environment
                .nodePools()
                .forEach((name, pool) -> pools.put(address(environment, name), fixed(environment, pool)));
        return new FixedPools(pools);
    }

    private static StackAddress address(Environment environment, String pool) {
        return new StackAddress(
                new ResourceNames(environment).stack(Stack.CLUSTER), "google_container_node_pool." + pool);
    }

    private static SortedMap<String, String> fixed(Environment environment, NodePool pool) {
        SortedMap<String, String> fixed = new TreeMap<>();
        fixed.put(
                "maxPodsPerNode",
                String.valueOf(
                        pool.maxPodsPerNode().orElse(environment.cluster().maxPodsPerNode())));
        pool.accelerator().ifPresent(gpus -> accelerator(gpus, fixed));
        if (pool.spot()) {
            fixed.put("spot", "true");
        }
        if (pool.compactPlacement()) {
            fixed.put("compactPlacement", "true");
        }
        pool.flexStart().ifPresent(flex -> {
            fixed.put("flexStart.maxRunHours", String.valueOf(flex.maxRunHours()));
            fixed.put("flexStart.queued", String.valueOf(flex.queued()));
        });
        pool.reservation().ifPresent(name -> fixed.put("reservation", name));
        int localSsds = pool.localSsdCount().orElse(Accelerators.localSsdsOf(pool.machineType()));
        if (localSsds > 0) {
            fixed.put("localSsdCount", String.valueOf(localSsds));
        }
        if (!pool.secondaryBootDisks().isEmpty()) {
            fixed.put("secondaryBootDisks", String.join(",", pool.secondaryBootDisks()));
        }
        return fixed;
    }

    private static void accelerator(NodePool.Accelerator gpus, SortedMap<String, String> fixed) {
        fixed.put("accelerator.type", gpus.type());
        fixed.put("accelerator.count", String.valueOf(gpus.count()));
        fixed.put("accelerator.driver", gpus.driver().name());
        gpus.partitionSize().ifPresent(size -> fixed.put("accelerator.partitionSize", size));
        gpus.sharing().ifPresent(sharing -> {
            fixed.put("accelerator.sharing.strategy", sharing.strategy().name());
            fixed.put("accelerator.sharing.clients", String.valueOf(sharing.clients()));
        });
    }

    /**
     * Reports every pool that a change would replace.
     *
     * @param file the environment as it is now
     * @param promised what is committed; a pool without an entry there is not judged
     */
    public static void check(EnvironmentFile file, AddressFile promised, Problems problems) {
        Environment environment = file.environment();
        SortedMap<StackAddress, SortedMap<String, String>> now = of(environment).pools();
        environment.nodePools().keySet().forEach(name -> {
            StackAddress address = address(environment, name);
            Optional.ofNullable(promised.fixed().get(address))
                    .ifPresent(before -> compare(file, name, before, now.getOrDefault(address, before), problems));
        });
    }

    private static void compare(
            EnvironmentFile file,
            String pool,
            SortedMap<String, String> before,
            SortedMap<String, String> now,
            Problems problems) {
        SortedSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            String was = before.getOrDefault(key, NOTHING);
            String is = now.getOrDefault(key, NOTHING);
            if (!was.equals(is)) {
                ConfigPath path = path(pool, key);
                problems.error(
                        file.reading().sources().place(path),
                        path.text(),
                        "was " + was + " and is " + is + ", which would replace the pool and stop all that runs on it",
                        "pool-replaced",
                        "add a second pool, drain this one, then take it out, as docs/node-pools.md says; if it was never"
                                + " applied, take its line out of " + AddressFile.name(file.name()));
            }
        }
    }

    private static ConfigPath path(String pool, String key) {
        ConfigPath path = ConfigPath.of("nodePools", pool);
        for (String part : List.of(key.split("\\.", -1))) {
            path = path.key(part);
        }
        return path;
    }
}
