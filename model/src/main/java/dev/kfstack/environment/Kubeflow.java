package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of Kubeflow runs in the cluster, and how. */
public record Kubeflow(
        @Doc("Release of kubeflow/community-distribution, quoted")
        @Form(regex = "[0-9]{2}\\.[0-9]{2}(\\.[0-9]+)?", words = "a release such as \"26.03\"")
        String version,

        @Doc("Where the release's manifests come from") @Default("{}")
        Upstream upstream,

        @Doc("Host name of the dashboard")
        @Form(
                regex = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+",
                words = "a host name such as kubeflow.example.com")
        String hostname,

        @Doc("Who checks users: Google's Identity-Aware Proxy, or Dex in the cluster") @Default("iap")
        Login login,

        @Doc("With login dex: the identity provider that people log in at, google or oidc")
        Optional<Connector> connector,

        @Doc("Apps to install, as the folders of overlays/components/VERSION are named")
        List<App> components,

        @Doc("Where Pipelines keeps artifacts: SeaweedFS on a named disk, or a bucket. Fixed for life") @Default("disk")
        ArtifactStore artifactStore,

        @Doc("Where images come from") @Default("{}") Images images,

        @Doc("Requests and replicas of platform parts, by the name of their Deployment")
        Map<String, Resources> resources) {

    /** Where the pinned release is read from. */
    public record Upstream(
            @Doc("Git repository, or a mirror of it")
            @Default("https://github.com/kubeflow/community-distribution")
            @Form(regex = "(https://|ssh://|git@)[^\\s?]+", words = "the address of a git repository")
            String repository,

            @Doc("Build from the copy that `kfstack upstream pull` made, instead of cloning") @Default("false")
            boolean vendored) {}

    /** Ways to log in. */
    @LowerCase
    public enum Login {
        IAP,
        DEX
    }

    /** Apps of Kubeflow. */
    @LowerCase
    public enum App {
        PIPELINES,
        KATIB,
        NOTEBOOKS,
        VOLUMES,
        TENSORBOARDS,
        TRAINER,
        KSERVE,
        MODEL_REGISTRY,
        SPARK_OPERATOR,
        DASHBOARD,
        PROFILES;

        /** Whether the app has databases in the Cloud SQL instance. */
        public boolean keepsDataInDatabase() {
            return this == PIPELINES || this == KATIB || this == MODEL_REGISTRY;
        }
    }

    /** Where artifacts of pipelines lie. */
    @LowerCase
    public enum ArtifactStore {
        DISK,
        GCS
    }

    /** Container images. */
    public record Images(
            @Doc("Registry and path that mirrors every image of the release, under its original name")
            @Form(
                    regex = "[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+",
                    words = "a registry path such as europe-docker.pkg.dev/project/repository")
            Optional<String> mirror) {}

    /** What a platform part gets. */
    public record Resources(
            @Doc("CPU request of its first container") Optional<Quantity> cpu,

            @Doc("CPU limit; where upstream has one that is below the request, give it too")
            Optional<Quantity> cpuLimit,

            @Doc("Memory request of its first container") Optional<Quantity> memory,

            @Doc("Memory limit; where upstream has one that is below the request, give it too")
            Optional<Quantity> memoryLimit,

            @Doc("Fewest replicas; from 2 on, no more than one is taken away at a time") @Range(min = 1, max = 100)
            Optional<Integer> minReplicas,

            @Doc("Most replicas, of a part that upstream scales by load, such as istiod") @Range(min = 1, max = 100)
            Optional<Integer> maxReplicas) {}
}
