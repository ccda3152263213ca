package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;
import java.util.Map;
import java.util.Optional;

/** The GKE cluster, its node pools apart. */
public record Cluster(
        @Doc("GKE release channel: decides versions and upgrades") @Default("REGULAR")
        ReleaseChannel releaseChannel,

        @Doc("How the control plane is reached") @Default("{access: dns}")
        ControlPlane controlPlane,

        @Doc("Pods a node may run, 8 to 256; each node takes a range of twice as many addresses. Fixed for life")
        @Default("64")
        @Range(min = 8, max = 256)
        int maxPodsPerNode,

        @Doc("Google group that holds the groups used in RBAC; GKE takes no other name than this at your domain")
        @Form(regex = "gke-security-groups@[a-z0-9-]+(\\.[a-z0-9-]+)+", words = "gke-security-groups@ and your domain")
        Optional<String> securityGroup,

        @Doc("When GKE may upgrade") @Default("{}") Maintenance maintenance,

        @Doc(
                "Upgrades, new versions and security bulletins are told to the Pub/Sub topic ENVIRONMENT-gke-notifications")
        @Default("false")
        boolean notifications,

        @Doc("The fleet that the cluster joins; none when left out")
        Optional<Fleet> fleet,

        @Doc("Node pools that GKE makes and removes by itself, beside those of nodePools; none when left out. With"
                + " encryption it must be there from the cluster's first day: added later it would replace the cluster")
        Optional<NodeAutoProvisioning> nodeAutoProvisioning,

        @Doc("Terraform refuses to delete the cluster while this is true") @Default("true")
        boolean deletionProtection) {

    /** GKE's release channels; a cluster always has one. */
    public enum ReleaseChannel {
        RAPID,
        REGULAR,
        STABLE,
        EXTENDED
    }

    /** The way to the Kubernetes API. */
    public record ControlPlane(
            @Doc("dns, {privateCidr: a /28} or {privateSubnetwork: {name, cidr}}") @Default("dns")
            ControlPlaneAccess access,

            @Doc("Ranges that may reach a control plane with addresses, by name; not with access dns")
            Map<String, Cidr> authorizedNetworks) {}

    /** Membership of a fleet. */
    public record Fleet(
            @Doc("Project of the fleet, most often the environment's own")
            @Form(regex = Project.ID_REGEX, words = Project.ID_WORDS)
            String project) {}

    /**
     * Limits of node auto-provisioning, over all nodes of the cluster: GKE adds none beyond them.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-provisioning">how GKE counts</a>
     */
    public record NodeAutoProvisioning(
            @Doc("CPUs of all nodes together") @Range(min = 1, max = 1000000)
            int cpu,

            @Doc("Memory of all nodes together in GB") @Range(min = 1, max = 10000000)
            int memoryGb,

            @Doc("GPUs of all nodes together, by type; a type that is not named is not provisioned")
            @Range(min = 1, max = 100000)
            Map<String, Integer> gpus) {}

    /** When GKE may and may not upgrade. */
    public record Maintenance(
            @Doc("The weekly or daily window; without it GKE chooses")
            Optional<Window> window,

            @Doc("Times without upgrades, by name") Map<String, Exclusion> exclusions) {}

    /**
     * A recurring window.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions">the
     *     limits of windows and exclusions</a>
     */
    public record Window(
            @Doc("First window, UTC, as 2026-01-03T02:00:00Z") @Form(regex = UTC, words = UTC_WORDS)
            String start,

            @Doc("Length of a window in hours, 4 to 24") @Range(min = 4, max = 24)
            int durationHours,

            @Doc("When it comes back, as an RFC 5545 rule: FREQ=WEEKLY;BYDAY=SA,SU")
            @Form(
                    regex = "FREQ=(DAILY|WEEKLY(;BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)?)",
                    words = "FREQ=DAILY or FREQ=WEEKLY;BYDAY=SA,SU")
            String recurrence) {}

    /** A time without upgrades. */
    public record Exclusion(
            @Doc("Begin, UTC") @Form(regex = UTC, words = UTC_WORDS)
            String start,

            @Doc("End, UTC") @Form(regex = UTC, words = UTC_WORDS)
            String end,

            @Doc("What is excluded; NO_UPGRADES lasts 90 days at most") @Default("NO_MINOR_UPGRADES")
            ExclusionScope scope) {}

    /** What GKE must not do during an exclusion. */
    public enum ExclusionScope {
        NO_UPGRADES,
        NO_MINOR_UPGRADES,
        NO_MINOR_OR_NODE_UPGRADES
    }

    static final String UTC = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";
    static final String UTC_WORDS = "a UTC time such as 2026-01-03T02:00:00Z";
}
