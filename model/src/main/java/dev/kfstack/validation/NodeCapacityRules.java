package dev.kfstack.validation;

import dev.kfstack.environment.NodePool;
import dev.kfstack.environment.NodePool.FlexStart;
import dev.kfstack.gke.MachineType;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a pool's machines come from and where they stand: Spot, flex-start, reservations, compact placement, upgrades. */
final class NodeCapacityRules {

    /** https://cloud.google.com/kubernetes-engine/docs/how-to/secondary-boot-disk-image-streaming */
    private static final int SECONDARY_BOOT_DISKS_MAX = 127;

    private NodeCapacityRules() {}

    static List<Rule> rules() {
        return List.of(
                NodePoolRules.each(
                        "node-capacity-source",
                        "A pool has at most one of spot, flexStart and reservation.",
                        NodeCapacityRules::machinesComeFromOneSource),
                NodePoolRules.each(
                        "flex-start-gpus",
                        "flexStart goes with an accelerator, or with H4D machines.",
                        NodeCapacityRules::flexStartIsForGpus),
                NodePoolRules.each(
                        "flex-start-queued",
                        "With flexStart.queued a pool starts empty: totalMin is 0.",
                        NodeCapacityRules::queuedPoolsStartEmpty),
                new Rule(
                        "compact-placement-zone",
                        "compactPlacement goes with one zone.",
                        (subject, report) -> subject.environment().nodePools().forEach((name, pool) -> {
                            int zones = pool.zonesIn(subject.environment().location())
                                    .size();
                            if (pool.compactPlacement() && zones > 1) {
                                report.error(
                                        ConfigPath.of("nodePools", name, "compactPlacement"),
                                        "machines close together are in one zone, and the pool has " + zones,
                                        "write zones: with one zone");
                            }
                        })),
                NodePoolRules.each(
                        "compact-placement-machine",
                        "compactPlacement goes with a machine family that has it.",
                        NodeCapacityRules::placementExists),
                NodePoolRules.each(
                        "compact-placement-flex-start",
                        "compactPlacement with flexStart goes with a3-ultragpu, a4 and h4d machines, and not with queued.",
                        NodeCapacityRules::placementSuitsFlexStart),
                NodePoolRules.each(
                        "compact-placement-upgrade",
                        "compactPlacement goes with surge upgrades, not with blueGreen.",
                        NodeCapacityRules::placementSuitsUpgrade),
                NodePoolRules.each(
                        "flex-start-upgrade",
                        "flexStart does not go with blueGreen: its machines are replaced as they end.",
                        NodeCapacityRules::flexStartSuitsUpgrade),
                NodePoolRules.each(
                        "secondary-boot-disks",
                        "secondaryBootDisks go with imageStreaming, and are at most 127.",
                        NodeCapacityRules::imagesAreStreamed));
    }

    private static void machinesComeFromOneSource(NodePool pool, ConfigPath path, Report report) {
        List<String> sources = new ArrayList<>();
        if (pool.spot()) {
            sources.add("spot");
        }
        pool.flexStart().ifPresent(flex -> sources.add("flexStart"));
        pool.reservation().ifPresent(name -> sources.add("reservation"));
        if (sources.size() > 1) {
            report.error(
                    path,
                    "has " + String.join(" and ", sources) + ": a pool's machines come from one of them",
                    "make a pool of each");
        }
    }

    private static void flexStartIsForGpus(NodePool pool, ConfigPath path, Report report) {
        boolean h4d = pool.machineType().startsWith("h4d-");
        if (pool.flexStart().isPresent() && pool.accelerator().isEmpty() && !h4d) {
            report.error(path.key("flexStart"), "is for machines with GPUs and for H4D, and the pool has neither");
        }
    }

    private static void queuedPoolsStartEmpty(NodePool pool, ConfigPath path, Report report) {
        if (pool.flexStart().map(FlexStart::queued).orElse(false)
                && pool.autoscaling().totalMin() > 0) {
            report.error(
                    path.key("autoscaling").key("totalMin"),
                    "must be 0 with flexStart.queued, got " + pool.autoscaling().totalMin());
        }
    }

    private static void placementExists(NodePool pool, ConfigPath path, Report report) {
        if (pool.compactPlacement()) {
            MachineType.of(pool.machineType())
                    .filter(machine -> !machine.placesCompactly())
                    .ifPresent(machine -> report.error(
                            path.key("compactPlacement"),
                            "goes with machines of " + String.join(", ", MachineType.COMPACT_PLACEMENT) + ", got "
                                    + machine.name()));
        }
    }

    private static void placementSuitsFlexStart(NodePool pool, ConfigPath path, Report report) {
        if (!pool.compactPlacement() || pool.flexStart().isEmpty()) {
            return;
        }
        if (pool.flexStart().get().queued()) {
            report.error(path.key("compactPlacement"), "does not go with flexStart.queued");
        } else if (Stream.of("a3-ultragpu-", "a4-", "h4d-").noneMatch(pool.machineType()::startsWith)) {
            report.error(
                    path.key("compactPlacement"),
                    "goes with flexStart for a3-ultragpu, a4 and h4d machines only, got " + pool.machineType());
        }
    }

    private static void placementSuitsUpgrade(NodePool pool, ConfigPath path, Report report) {
        if (pool.compactPlacement() && pool.upgrade().blueGreen().isPresent()) {
            report.error(
                    path.key("upgrade").key("blueGreen"),
                    "does not go with compactPlacement",
                    "write upgrade: {maxSurge: 0, maxUnavailable: 1}");
        }
    }

    private static void flexStartSuitsUpgrade(NodePool pool, ConfigPath path, Report report) {
        if (pool.flexStart().isPresent() && pool.upgrade().blueGreen().isPresent()) {
            report.error(
                    path.key("upgrade").key("blueGreen"),
                    "does not go with flexStart: a machine that ends is replaced by one of the new version");
        }
    }

    private static void imagesAreStreamed(NodePool pool, ConfigPath path, Report report) {
        int disks = pool.secondaryBootDisks().size();
        if (disks > 0 && !pool.imageStreaming()) {
            report.error(path.key("secondaryBootDisks"), "need imageStreaming, which is off");
        }
        if (disks > SECONDARY_BOOT_DISKS_MAX) {
            report.error(path.key("secondaryBootDisks"), disks + " disks, GKE takes " + SECONDARY_BOOT_DISKS_MAX);
        }
    }
}
