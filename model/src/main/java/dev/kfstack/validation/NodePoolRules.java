package dev.kfstack.validation;

import dev.kfstack.environment.NodePool;
import dev.kfstack.environment.NodePool.Accelerator;
import dev.kfstack.environment.NodePool.DiskType;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.gke.LocalSsds;
import dev.kfstack.gke.MachineType;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Spelling;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Node pools: what the provider lets through and Google refuses. */
final class NodePoolRules {

    /** https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies#surge */
    private static final int NODES_AT_ONCE = 20;

    private NodePoolRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "node-pools-given",
                        "There is a node pool for the platform itself: neither dedicated nor spot, without GPUs, not of ARM"
                                + " machines, with a totalMin of at least 1.",
                        NodePoolRules::somethingRunsThePlatform),
                each("autoscaling-bounds", "totalMin is at most totalMax.", NodePoolRules::boundsAreOrdered),
                each(
                        "machine-type",
                        "The machine type belongs to a family that GKE Standard runs on and has a shape of machines; with"
                                + " built-in GPUs it is one of the family's machines.",
                        NodePoolRules::machineTypeIsKnown),
                each(
                        "accelerator-type",
                        "accelerator.type is a GPU that GKE offers.",
                        NodePoolRules::acceleratorIsKnown),
                each(
                        "accelerator-fits-machine",
                        "GPU type and count are those that the machine type brings, or that N1 takes.",
                        NodePoolRules::acceleratorFitsMachine),
                each(
                        "accelerator-cpus",
                        "An N1 machine has no more CPUs than its GPUs go with.",
                        NodePoolRules::cpusGoWithGpus),
                each(
                        "accelerator-required",
                        "A machine type that brings GPUs says so in accelerator.",
                        NodePoolRules::builtInGpusAreDeclared),
                each(
                        "gpu-partition",
                        "partitionSize is a MIG partition of the GPU type, where its partitions are known.",
                        NodePoolRules::partitionFitsGpu),
                each(
                        "boot-disk",
                        "Families that boot from Hyperdisk only have disk.type hyperdisk-balanced.",
                        NodePoolRules::bootDiskFitsMachine),
                each(
                        "boot-disk-hyperdisk",
                        "Families that cannot boot from Hyperdisk have a Persistent Disk as disk.type.",
                        NodePoolRules::hyperdiskFitsMachine),
                each(
                        "boot-disk-standard",
                        "Families that cannot boot from Standard Persistent Disk have another disk.type than pd-standard, and H3"
                                + " another than pd-ssd.",
                        NodePoolRules::standardDiskFitsMachine),
                each(
                        "local-ssd",
                        "localSsdCount of a machine that comes with Local SSDs is their number.",
                        NodePoolRules::localSsdsAreThoseOfTheMachine),
                each(
                        "local-ssd-family",
                        "Families without Local SSDs have no localSsdCount.",
                        NodePoolRules::localSsdsExist),
                each(
                        "local-ssd-count",
                        "localSsdCount of N1, N2, N2D, C2, C2D, G2, G4 and M3 is a number that goes with the machine's CPUs.",
                        NodePoolRules::localSsdsGoWithCpus),
                each(
                        "upgrade-surge",
                        "maxSurge and maxUnavailable are not both 0, and 20 together at most.",
                        NodePoolRules::upgradeCanProceed),
                each(
                        "node-labels",
                        "Node labels keep out of kubernetes.io/, k8s.io/ and kfstack.dev/.",
                        NodePoolRules::labelsKeepOutOfReserved));
    }

    /** A check of one pool. */
    interface PoolCheck {
        void check(NodePool pool, ConfigPath path, Report report);
    }

    static Rule each(String id, String says, PoolCheck check) {
        return new Rule(id, says, (subject, report) -> subject.environment()
                .nodePools()
                .forEach((name, pool) -> check.check(pool, ConfigPath.of("nodePools", name), report)));
    }

    private static void somethingRunsThePlatform(Subject subject, Report report) {
        boolean none = subject.environment().nodePools().values().stream()
                .noneMatch(pool -> pool.autoscaling().totalMin() > 0 && takesEveryPod(pool));
        if (none) {
            report.error(
                    ConfigPath.of("nodePools"),
                    "needs a pool for the platform itself: neither dedicated nor spot, without accelerator, not of ARM"
                            + " machines, with a totalMin of at least 1");
        }
    }

    /** Whether its nodes have no taint. */
    private static boolean takesEveryPod(NodePool pool) {
        return !pool.dedicated() && !pool.spot() && pool.accelerator().isEmpty() && !machineIs(pool, MachineType::arm);
    }

    private static boolean machineIs(NodePool pool, Predicate<MachineType> property) {
        return MachineType.of(pool.machineType()).filter(property).isPresent();
    }

    private static void boundsAreOrdered(NodePool pool, ConfigPath path, Report report) {
        int min = pool.autoscaling().totalMin();
        int max = pool.autoscaling().totalMax();
        if (min > max) {
            report.error(path.key("autoscaling"), "totalMin must be at most totalMax, got " + min + " and " + max);
        }
    }

    private static void machineTypeIsKnown(NodePool pool, ConfigPath path, Report report) {
        if (MachineType.of(pool.machineType()).isEmpty()) {
            report.error(
                    path.key("machineType"),
                    "must be FAMILY-SHAPE-SIZE of a known family, got \"" + pool.machineType() + "\"; families: "
                            + String.join(", ", MachineType.FAMILIES));
            return;
        }
        String family = pool.machineType().substring(0, pool.machineType().indexOf('-'));
        List<String> machines = Accelerators.machinesOf(family);
        if (!machines.isEmpty() && !machines.contains(pool.machineType())) {
            report.unknown(path.key("machineType"), "a machine of family " + family, pool.machineType(), machines);
        }
        Optional<String> shape = MachineType.of(pool.machineType()).flatMap(MachineType::shape);
        if (machines.isEmpty() && shape.isPresent() && !MachineType.SHAPES.contains(shape.get())) {
            report.error(
                    path.key("machineType"),
                    "has a shape that is not known, got \"" + pool.machineType() + "\"; shapes: "
                            + String.join(", ", MachineType.SHAPES),
                    Spelling.didYouMean(shape.get(), MachineType.SHAPES));
        }
    }

    private static void acceleratorIsKnown(NodePool pool, ConfigPath path, Report report) {
        pool.accelerator().map(Accelerator::type).ifPresent(type -> {
            if (!Accelerators.types().contains(type)) {
                report.unknown(path.key("accelerator").key("type"), "a GPU type", type, Accelerators.types());
            }
        });
    }

    private static void acceleratorFitsMachine(NodePool pool, ConfigPath path, Report report) {
        if (pool.accelerator().isEmpty()
                || !Accelerators.types().contains(pool.accelerator().get().type())) {
            return;
        }
        Accelerator wanted = pool.accelerator().get();
        ConfigPath accelerator = path.key("accelerator");
        String machine = pool.machineType();
        Optional<Accelerators.Gpus> builtIn = Accelerators.builtInto(machine);
        if (builtIn.isPresent()) {
            Accelerators.Gpus gpus = builtIn.get();
            if (!gpus.type().equals(wanted.type()) || gpus.count() != wanted.count()) {
                report.error(
                        accelerator,
                        machine + " brings " + gpus.count() + " " + gpus.type() + ", got " + wanted.count() + " "
                                + wanted.type(),
                        "write {type: " + gpus.type() + ", count: " + gpus.count() + "}");
            }
            return;
        }
        List<Integer> counts = Accelerators.attachable(wanted.type());
        if (counts.isEmpty()) {
            report.error(
                    accelerator,
                    wanted.type() + " comes with " + String.join(", ", Accelerators.machinesWith(wanted.type()))
                            + ", got " + machine);
        } else if (!machineIs(pool, MachineType::takesGpus)) {
            report.error(accelerator, wanted.type() + " is attached to n1 machines only, got " + machine);
        } else if (!counts.contains(wanted.count())) {
            report.error(
                    accelerator.key("count"),
                    "must be one of " + counts + " for " + wanted.type() + ", got " + wanted.count());
        }
    }

    private static void cpusGoWithGpus(NodePool pool, ConfigPath path, Report report) {
        Optional<Integer> cpus = MachineType.of(pool.machineType())
                .filter(MachineType::takesGpus)
                .flatMap(MachineType::cpus);
        Optional<Integer> most = pool.accelerator()
                .flatMap(gpu -> Accelerators.mostCpus(new Accelerators.Gpus(gpu.type(), gpu.count())));
        if (cpus.isPresent() && most.isPresent() && cpus.get() > most.get()) {
            report.error(
                    path.key("machineType"),
                    pool.machineType() + " has " + cpus.get() + " CPUs, and "
                            + pool.accelerator().get().count() + " "
                            + pool.accelerator().get().type() + " go with " + most.get() + " at most",
                    "take a smaller machine, or more GPUs");
        }
    }

    private static void builtInGpusAreDeclared(NodePool pool, ConfigPath path, Report report) {
        Optional<Accelerators.Gpus> builtIn = Accelerators.builtInto(pool.machineType());
        if (builtIn.isPresent() && pool.accelerator().isEmpty()) {
            String gpus = "{type: " + builtIn.get().type() + ", count: "
                    + builtIn.get().count() + "}";
            report.error(
                    path.key("machineType"),
                    pool.machineType() + " brings GPUs, but the pool has no accelerator",
                    "add accelerator: " + gpus);
        }
    }

    private static void partitionFitsGpu(NodePool pool, ConfigPath path, Report report) {
        pool.accelerator().ifPresent(gpu -> gpu.partitionSize().ifPresent(size -> {
            List<String> allowed = Accelerators.partitions(gpu.type());
            if (!Accelerators.partitions(gpu.type(), size)) {
                report.error(
                        path.key("accelerator").key("partitionSize"),
                        allowed.isEmpty()
                                ? gpu.type() + " cannot be partitioned"
                                : "must be one of " + String.join(", ", allowed) + " for " + gpu.type() + ", got \""
                                        + size + "\"");
            }
        }));
    }

    private static void bootDiskFitsMachine(NodePool pool, ConfigPath path, Report report) {
        if (pool.disk().type() != DiskType.HYPERDISK_BALANCED && machineIs(pool, MachineType::hyperdiskOnly)) {
            report.error(
                    path.key("disk").key("type"),
                    pool.machineType() + " boots from Hyperdisk only",
                    "write disk: {type: hyperdisk-balanced}");
        }
    }

    private static void hyperdiskFitsMachine(NodePool pool, ConfigPath path, Report report) {
        cannotBoot(pool, path, report, DiskType.HYPERDISK_BALANCED, MachineType::persistentDiskOnly);
    }

    private static void standardDiskFitsMachine(NodePool pool, ConfigPath path, Report report) {
        cannotBoot(pool, path, report, DiskType.PD_STANDARD, MachineType::withoutStandardDisk);
        cannotBoot(pool, path, report, DiskType.PD_SSD, MachineType::withoutSsdDisk);
    }

    private static void cannotBoot(
            NodePool pool, ConfigPath path, Report report, DiskType type, Predicate<MachineType> machines) {
        if (pool.disk().type() == type && machineIs(pool, machines)) {
            report.error(
                    path.key("disk").key("type"),
                    pool.machineType() + " cannot boot from " + YamlName.of(type),
                    "write disk: {type: pd-balanced}");
        }
    }

    private static void localSsdsGoWithCpus(NodePool pool, ConfigPath path, Report report) {
        pool.localSsdCount().ifPresent(wanted -> MachineType.of(pool.machineType())
                .map(LocalSsds::choices)
                .filter(choices -> !choices.isEmpty() && !choices.contains(wanted))
                .ifPresent(choices -> report.error(
                        path.key("localSsdCount"),
                        "must be one of " + choices + " for " + pool.machineType() + ", got " + wanted)));
    }

    private static void localSsdsExist(NodePool pool, ConfigPath path, Report report) {
        if (pool.localSsdCount().isPresent() && machineIs(pool, MachineType::withoutLocalSsds)) {
            report.error(
                    path.key("localSsdCount"),
                    pool.machineType() + " takes no Local SSDs, got "
                            + pool.localSsdCount().get());
        }
    }

    private static void localSsdsAreThoseOfTheMachine(NodePool pool, ConfigPath path, Report report) {
        int wanted = pool.localSsdCount().orElse(0);
        int builtIn = Accelerators.localSsdsOf(pool.machineType());
        if (builtIn > 0 && wanted > 0 && wanted != builtIn) {
            report.error(
                    path.key("localSsdCount"),
                    pool.machineType() + " comes with " + builtIn + " Local SSDs, got " + wanted,
                    "write " + builtIn + ", or leave it out");
        }
    }

    private static void upgradeCanProceed(NodePool pool, ConfigPath path, Report report) {
        int atOnce = pool.upgrade().maxSurge() + pool.upgrade().maxUnavailable();
        if (atOnce == 0) {
            report.error(path.key("upgrade"), "maxSurge and maxUnavailable are both 0: no node could ever be upgraded");
        }
        if (atOnce > NODES_AT_ONCE) {
            report.error(
                    path.key("upgrade"),
                    "maxSurge and maxUnavailable must be " + NODES_AT_ONCE + " together at most, got " + atOnce);
        }
    }

    private static void labelsKeepOutOfReserved(NodePool pool, ConfigPath path, Report report) {
        pool.labels().keySet().stream()
                .filter(key -> key.matches("(.*\\.)?(kubernetes\\.io|k8s\\.io|kfstack\\.dev)/.*"))
                .forEach(key -> report.error(
                        path.key("labels").key(key),
                        "the prefixes kubernetes.io/, k8s.io/ and kfstack.dev/ are reserved"));
    }
}
