package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.reader.EnvironmentFile;
import org.junit.jupiter.api.Test;

class OverlayRulesTest {

    @Test
    void theSampleItselfHasNoProblem() {
        assertThat(Sample.problems(Sample.changed(""))).isEmpty();
    }

    @Test
    void refusesAnAppThatTheReleaseHasNoComponentFor() {
        assertThat(Sample.problems(Sample.changed("kubeflow: {components: [profiles, katib, pipelines]}\n")))
                .containsExactly(
                        "kubeflow.components[1]: overlays/components/26.03 has no katib; there are"
                                + " artifact-store/disk, cloudsql-proxy, pipelines, pipelines/cloudsql,"
                                + " pipelines/mirrored-images, platform, platform/mirrored-images, profiles, velero [component-exists]");
    }

    @Test
    void refusesTheBucketAsArtifactStoreWhichNoComponentServes() {
        assertThat(Sample.problems(Sample.changed("kubeflow: {artifactStore: gcs}\n")))
                .singleElement()
                .asString()
                .startsWith("kubeflow.artifactStore: overlays/components/26.03 has no artifact-store/gcs");
    }

    @Test
    void refusesAReleaseWithoutFacts() {
        assertThat(Sample.problems(Sample.changed("kubeflow: {version: \"27.01\"}\n")))
                .singleElement()
                .asString()
                .startsWith("kubeflow.version: there are no components for release 27.01: ")
                .endsWith("27.01.lock.json does not exist [release-exists]");
    }

    @Test
    void refusesAKubernetesServiceAccountThatNothingBringsAndNamesTheNearest() {
        assertThat(Sample.problems(
                        Sample.changed("serviceAccounts: {pipelines: {kubernetes: [kubeflow/ml-pipelin]}}\n")))
                .containsExactly("serviceAccounts.pipelines.kubernetes[0]: no component brings the Kubernetes service"
                        + " account kubeflow/ml-pipelin (did you mean kubeflow/ml-pipeline?)"
                        + " [kubernetes-account-exists]");
    }

    @Test
    void takesTheServiceAccountThatATeamsProfileMakes() {
        assertThat(
                        Sample.problems(
                                Sample.changed(
                                        "serviceAccounts: {pipelines: {kubernetes:"
                                                + " [kubeflow/ml-pipeline, recommendations/default-editor]}, recommendations: {kubernetes: []}}\n")))
                .isEmpty();
    }

    @Test
    void refusesASecretOfTheAppsThatNobodyWrites() {
        assertThat(Sample.problems(Sample.changed("secrets: {artifact-store: null}\n")))
                .containsExactly(
                        "secrets: the apps read the Kubernetes secret kubeflow/mlpipeline-minio-artifact, and no"
                                + " entry writes it (add an entry with kubernetes: {secret:"
                                + " kubeflow/mlpipeline-minio-artifact, keys: {…}}) [secret-supplied]");
    }

    @Test
    void refusesParamsThatTheEnvironmentCannotFill() {
        assertThat(Sample.problems(Sample.changed("disks: {artifact-store: {claim: kubeflow/other}}\n")))
                .containsExactly(
                        "kubeflow: a component reads data.artifactDiskName of kfstack-params, which this environment"
                                + " cannot fill [param-known]",
                        "kubeflow: a component reads data.artifactDiskSize of kfstack-params, which this environment"
                                + " cannot fill [param-known]");
    }

    @Test
    void refusesTwoOriginsForOneRelease() {
        EnvironmentFile remote = Sample.changed("");
        EnvironmentFile vendored = Sample.changed("kubeflow: {upstream: {vendored: true}}\n");

        assertThat(Sample.problems(remote, vendored))
                .containsExactly("kubeflow.upstream: all environments of release 26.03 share overlays/upstream, and"
                        + " kf-test says otherwise [upstream-shared]");
    }
}
