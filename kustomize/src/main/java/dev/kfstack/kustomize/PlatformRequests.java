package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Resources;
import dev.kfstack.environment.NodePool;
import dev.kfstack.environment.Quantity;
import dev.kfstack.gke.Allocatable;
import dev.kfstack.gke.MachineType;
import dev.kfstack.release.Release;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the platform's own pods ask for, against what the pools without taints have for them. Not counted: what GKE itself
 * runs on each node, and the teams' pods.
 *
 * @param once all pods but those of DaemonSets, the fewest of what scales by load
 * @param onEachNode those of DaemonSets
 * @param pools by name, to what one node has
 */
public record PlatformRequests(Amount once, Amount onEachNode, Map<String, Node> pools) {

    /** So much of a cluster. */
    record Amount(long milliCpus, long mebibytes, long pods) {

        static final Amount NOTHING = new Amount(0, 0, 0);

        Amount plus(Amount other, long times) {
            return new Amount(
                    milliCpus + times * other.milliCpus,
                    mebibytes + times * other.mebibytes,
                    pods + times * other.pods);
        }

        boolean fitsIn(Amount other) {
            return milliCpus <= other.milliCpus && mebibytes <= other.mebibytes && pods <= other.pods;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f CPUs, %.1fGi of memory and %d pods",
                    milliCpus / 1000.0,
                    mebibytes / 1024.0,
                    pods);
        }
    }

    /** A node of a pool, and the pool's bounds. */
    record Node(Amount allocatable, NodePool.Autoscaling autoscaling) {}

    /** Of one environment; empty when the size of its machines is not known. */
    static Optional<PlatformRequests> of(Environment environment, Inventory inventory) {
        Map<String, Node> pools = new TreeMap<>();
        for (Map.Entry<String, NodePool> pool : environment.nodePools().entrySet()) {
            if (takesEveryPod(pool.getKey(), pool.getValue())) {
                Optional<Allocatable> machine = Allocatable.of(pool.getValue().machineType());
                if (machine.isEmpty()) {
                    return Optional.empty();
                }
                int pods = pool.getValue()
                        .maxPodsPerNode()
                        .orElse(environment.cluster().maxPodsPerNode());
                Amount allocatable =
                        new Amount(machine.get().milliCpus(), machine.get().mebibytes(), pods);
                pools.put(pool.getKey(), new Node(allocatable, pool.getValue().autoscaling()));
            }
        }
        Amount once = Amount.NOTHING;
        Amount onEachNode = Amount.NOTHING;
        for (Map.Entry<String, Release.Workload> workload :
                inventory.workloads().entrySet()) {
            String name = ObjectKey.of(workload.getKey()).name();
            Optional<Resources> resources =
                    Optional.ofNullable(environment.kubeflow().resources().get(name));
            Amount pod = pod(workload.getValue(), resources);
            if (Release.Workload.isOnEveryNode(workload.getKey())) {
                onEachNode = onEachNode.plus(pod, 1);
            } else {
                int replicas = resources
                        .flatMap(Resources::minReplicas)
                        .orElse(workload.getValue().replicas());
                once = once.plus(pod, replicas);
            }
        }
        return Optional.of(new PlatformRequests(once, onEachNode, pools));
    }

    private static boolean takesEveryPod(String name, NodePool pool) {
        boolean arm =
                MachineType.of(pool.machineType()).filter(MachineType::arm).isPresent();
        return pool.taints(name).isEmpty() && !arm;
    }

    private static Amount pod(Release.Workload workload, Optional<Resources> resources) {
        BigDecimal cpu = BigDecimal.ZERO;
        BigDecimal memory = BigDecimal.ZERO;
        for (String container : workload.requests().keySet()) {
            cpu = cpu.add(asked(workload, container, "cpu"));
            memory = memory.add(asked(workload, container, "memory"));
        }
        String main = workload.containers().get(0);
        Optional<Quantity> mainCpu = resources.flatMap(Resources::cpu);
        if (mainCpu.isPresent()) {
            cpu = cpu.subtract(asked(workload, main, "cpu")).add(mainCpu.get().amount());
        }
        Optional<Quantity> mainMemory = resources.flatMap(Resources::memory);
        if (mainMemory.isPresent()) {
            memory = memory.subtract(asked(workload, main, "memory"))
                    .add(mainMemory.get().amount());
        }
        return new Amount(
                cpu.movePointRight(3).setScale(0, RoundingMode.UP).longValueExact(),
                memory.divide(BigDecimal.valueOf(1 << 20), 0, RoundingMode.UP).longValueExact(),
                1);
    }

    private static BigDecimal asked(Release.Workload workload, String container, String resource) {
        return Optional.ofNullable(
                        workload.requests().getOrDefault(container, Map.of()).get(resource))
                .map(Quantity::amount)
                .orElse(BigDecimal.ZERO);
    }

    /** What all pools leave to it when each is as small as it gets. */
    Amount least() {
        return left(true);
    }

    /** The same when each is as big as it gets. */
    Amount most() {
        return left(false);
    }

    private Amount left(boolean least) {
        Amount left = Amount.NOTHING;
        for (Node node : pools.values()) {
            int nodes =
                    least ? node.autoscaling().totalMin() : node.autoscaling().totalMax();
            left = left.plus(node.allocatable(), nodes).plus(onEachNode, -nodes);
        }
        return left;
    }

    /** Whether the autoscaler can make place for all of it. */
    boolean fit() {
        return once.fitsIn(most());
    }

    /** One sentence, without the name of the environment. */
    @Override
    public String toString() {
        return "the platform asks for " + once + "; at totalMin there is room for " + least() + " in "
                + String.join(", ", pools.keySet()) + ", at totalMax for " + most();
    }
}
