package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node pool; its name is its key. */
public record NodePool(
        @Doc("Compute Engine machine type")
        @Form(regex = "[a-z][a-z0-9]*(-[a-z0-9]+)+", words = "a machine type such as n2-standard-8")
        String machineType,

        @Doc("How many nodes, over all zones") Autoscaling autoscaling,
        @Doc("GPUs on each node") Optional<Accelerator> accelerator,

        @Doc("Only pods that ask for the pool by toleration run on it (kubeflow.org/pool=NAME)") @Default("false")
        boolean dedicated,

        @Doc("Spot machines: cheap, taken away at any time") @Default("false")
        boolean spot,

        @Doc("Zones of the nodes; all zones of the location when left out")
        @Form(regex = "[a-z]+-[a-z]+[0-9]+-[a-z]", words = "a zone such as europe-west1-b")
        List<String> zones,

        @Doc("Boot disk") @Default("{}") BootDisk disk,

        @Doc("Local SSDs as the pods' scratch space; some GPU machines come with a fixed number")
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

    /** Surge upgrade: first new nodes, then the old ones go, or the other way round. */
    public record Upgrade(
            @Doc("Nodes added during an upgrade: they need quota and addresses") @Default("1") @Range(min = 0, max = 20)
            int maxSurge,

            @Doc("Nodes that may be missing during an upgrade") @Default("0") @Range(min = 0, max = 20)
            int maxUnavailable) {}
}
