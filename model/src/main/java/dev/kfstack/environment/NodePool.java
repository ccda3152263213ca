package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One node pool; its name is its key. */
public record NodePool(
        @Doc("Compute Engine machine type")
        @Form(regex = "[a-z][a-z0-9]*(-[a-z0-9]+)+", words = "a machine type such as n2-standard-8")
        String machineType,

        @Doc("How many nodes, over all zones") Autoscaling autoscaling,

        @Doc("GPUs on each node. A change replaces the pool")
        Optional<Accelerator> accelerator,

        @Doc("Only pods that ask for the pool by toleration run on it (kubeflow.org/pool=NAME)") @Default("false")
        boolean dedicated,

        @Doc("Spot machines: cheap, taken away at any time. A change replaces the pool") @Default("false")
        boolean spot,

        @Doc("Machines that Google gives when it has some, for a limited time (Dynamic Workload Scheduler). A change"
                + " replaces the pool")
        Optional<FlexStart> flexStart,

        @Doc(
                "Name of the reservation in the environment's project that the machines come from; the provider's own choice"
                        + " when left out. A change replaces the pool")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        Optional<String> reservation,

        @Doc("Machines close together in their one zone, for training over several. A change replaces the pool")
        @Default("false")
        boolean compactPlacement,

        @Doc("Zones of the nodes; all zones of the location when left out")
        @Form(regex = "[a-z]+-[a-z]+[0-9]+-[a-z]", words = "a zone such as europe-west1-b")
        List<String> zones,

        @Doc("Boot disk") @Default("{}") BootDisk disk,

        @Doc("Containers start while their images still load") @Default("true")
        boolean imageStreaming,

        @Doc("Disk images whose container images each node has from its start, at most 127. A change replaces the pool")
        @Form(
                regex = "projects/[a-z0-9.:-]+/global/images/[a-z]([-a-z0-9]*[a-z0-9])?",
                words = "a disk image such as projects/example/global/images/notebooks")
        List<String> secondaryBootDisks,

        @Doc(
                "Local SSDs as the pods' scratch space; where the machine comes with a fixed number, that one when left out. A"
                        + " change replaces the pool")
        @Range(min = 1, max = 32)
        Optional<Integer> localSsdCount,

        @Doc("Overrides cluster.maxPodsPerNode for this pool. A change replaces the pool") @Range(min = 8, max = 256)
        Optional<Integer> maxPodsPerNode,

        @Doc("Kubernetes labels of the nodes")
        @Keys(
                regex = "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
                words = "a Kubernetes label key: a name of up to 63 characters, after a DNS prefix and a slash or not")
        @Form(
                regex = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?",
                words =
                        "a Kubernetes label value: up to 63 letters, digits, dashes, dots and underscores, the first and"
                                + " last a letter or digit")
        Map<String, String> labels,

        @Doc("How nodes are replaced during an upgrade") @Default("{}")
        Upgrade upgrade) {

    /** On every node: the name of its pool. */
    public static final String POOL_LABEL = "kfstack.dev/pool";

    /** What GKE calls a GPU in requests, and what keeps other pods off nodes with GPUs. */
    public static final String GPU = "nvidia.com/gpu";

    /** What models are made for: the type of the pool's GPUs, or else the family of its machines, such as n2. */
    public String device() {
        return accelerator.map(Accelerator::type).orElse(machineType.substring(0, machineType.indexOf('-')));
    }

    /**
     * Labels that Terraform puts on its nodes: GKE adds its own.
     *
     * @param name the pool's
     */
    public SortedMap<String, String> nodeLabels(String name) {
        SortedMap<String, String> all = new TreeMap<>(labels);
        all.put(POOL_LABEL, name);
        return all;
    }

    /**
     * What keeps pods off the nodes of the pool, unless they tolerate all of it; the effect is always NoSchedule.
     *
     * @param name the pool's
     */
    public List<Taint> taints(String name) {
        List<Taint> taints = new ArrayList<>();
        if (dedicated) {
            taints.add(new Taint("kubeflow.org/pool", name));
        }
        if (accelerator.isPresent()) {
            taints.add(new Taint(GPU, "present"));
        }
        if (spot) {
            taints.add(new Taint("cloud.google.com/gke-spot", "true"));
        }
        return List.copyOf(taints);
    }

    /** Key and value of a taint. */
    public record Taint(String key, String value) {}

    /** Limits over all zones together. */
    public record Autoscaling(
            @Doc("Nodes kept in all zones together") @Range(min = 0, max = 15000)
            int totalMin,

            @Doc("Most nodes in all zones together") @Range(min = 1, max = 15000)
            int totalMax) {}

    /**
     * Flex-start.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/dws">flex-start, with its limit of seven
     *     days</a>
     */
    public record FlexStart(
            @Doc("Hours after which a machine is taken back, 1 to 168") @Default("168") @Range(min = 1, max = 168)
            int maxRunHours,

            @Doc("All machines of a job come at once, for jobs that ask by ProvisioningRequest") @Default("false")
            boolean queued) {}

    /** GPUs of one node. */
    public record Accelerator(
            @Doc("Accelerator type as Compute Engine names it, such as nvidia-l4")
            @Form(regex = "[a-z][-a-z0-9]*", words = "a GPU type such as nvidia-l4")
            String type,

            @Doc("GPUs a node; machine types that bring their GPUs leave no choice") @Range(min = 1, max = 16)
            int count,

            @Doc("Driver that GKE installs") @Default("DEFAULT")
            Driver driver,

            @Doc("MIG partition of each GPU, such as 1g.5gb")
            @Form(regex = "[0-9]g\\.[0-9]+gb", words = "a MIG partition such as 1g.5gb")
            Optional<String> partitionSize,

            @Doc("Several pods on one GPU") Optional<Sharing> sharing) {}

    /** Which NVIDIA driver GKE puts on the nodes. */
    public enum Driver {
        DEFAULT,
        LATEST
    }

    /**
     * Several containers on one GPU.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus">GPU sharing, with its
     *     limit of 48 clients</a>
     */
    public record Sharing(
            @Doc("Time slices, or NVIDIA MPS") SharingStrategy strategy,

            @Doc("Pods that may share one GPU, 2 to 48") @Range(min = 2, max = 48)
            int clients) {}

    /** GKE's ways to share a GPU. */
    public enum SharingStrategy {
        TIME_SHARING,
        MPS
    }

    /** The disk a node starts from. */
    public record BootDisk(
            @Doc("Disk type") @Default("pd-balanced") DiskType type,

            @Doc("Size in GB, 10 to 65536") @Default("100") @Range(min = 10, max = 65536)
            int sizeGb) {}

    /** Disk types of Compute Engine that GKE boots from. */
    @LowerCase
    public enum DiskType {
        PD_BALANCED,
        PD_SSD,
        PD_STANDARD,
        HYPERDISK_BALANCED
    }

    /** Surge upgrade: first new nodes, then the old ones go, or the other way round. Or blue-green. */
    public record Upgrade(
            @Doc("Nodes added during an upgrade: they need quota and addresses") @Default("1") @Range(min = 0, max = 20)
            int maxSurge,

            @Doc("Nodes that may be missing during an upgrade") @Default("0") @Range(min = 0, max = 20)
            int maxUnavailable,

            @Doc("A whole second set of nodes first, instead of a surge: for what must be able to go back")
            Optional<BlueGreen> blueGreen) {}

    /**
     * Blue-green upgrade.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies">its phases and
     *     the limit of seven days</a>
     */
    public record BlueGreen(
            @Doc("Nodes drained at a time") @Default("1") @Range(min = 1, max = 100)
            int batchNodes,

            @Doc("Minutes to wait after each batch") @Default("10") @Range(min = 0, max = 10080)
            int batchSoakMinutes,

            @Doc("Minutes that the old nodes stay, drained, to go back to") @Default("60") @Range(min = 0, max = 10080)
            int poolSoakMinutes) {}

    /** Its zones: its own, or those of the location. */
    public List<String> zonesIn(Location location) {
        return zones.isEmpty() ? location.zones() : zones;
    }
}
