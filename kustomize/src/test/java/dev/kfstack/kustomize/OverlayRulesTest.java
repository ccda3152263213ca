package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.testkit.DexLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayRulesTest {

    @TempDir
    Path work = Path.of("");

    @Test
    void theSampleItselfHasNoProblem() {
        assertThat(Sample.problems(Sample.changed(""))).isEmpty();
    }

    @Test
    void refusesALoginThatNoComponentServes() throws IOException {
        Path overlays =
                Files.createDirectories(work.resolve("overlays/upstream")).resolveSibling("");
        String facts = Files.readString(Sample.overlays().resolve("upstream/26.03.lock.json"));
        Files.writeString(
                overlays.resolve("upstream/26.03.lock.json"), facts.replace("\"login/dex\"", "\"login/other\""));
        String form = "components/26.03/notebooks/spawner.yaml";
        Files.createDirectories(overlays.resolve(form).resolveSibling(""));
        Files.copy(Sample.overlays().resolve(form), overlays.resolve(form));
        Problems problems = new Problems();

        new Overlays(overlays, overlays, problems).files(List.of(Sample.changed(DexLogin.google())));

        assertThat(problems.inFileOrder())
                .filteredOn(problem -> problem.rule().equals("component-exists"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("overlays/components/26.03 has no login/dex; there are artifact-store/disk,"));
    }

    @Test
    void dexNeedsItsSecretsAndNotTheOneOfPasswords() {
        assertThat(Sample.problems(Sample.changed(DexLogin.google()))).isEmpty();
        assertThat(Sample.problems(
                        Sample.changed(DexLogin.google(), "secrets: {dex-client: null, oauth2-proxy-cookie: null}\n")))
                .containsExactly(
                        "secrets: the apps read the Kubernetes secret auth/dex-oidc-client, and no entry writes it (add an"
                                + " entry with kubernetes: {secret: auth/dex-oidc-client, keys: {…}}) [secret-supplied]",
                        "secrets: the apps read the Kubernetes secret oauth2-proxy/oauth2-proxy, and no entry writes it"
                                + " (add an entry with kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys: {…}})"
                                + " [secret-supplied]");
    }

    @Test
    void refusesADatabaseWhosePasswordNobodyWrites() {
        assertThat(Sample.problems(Sample.changed("{secrets: {katib-database: null}, kubeflow: {components: [profiles,"
                        + " pipelines, katib, model-registry]}}\n")))
                .containsExactly(
                        "secrets: the apps read the Kubernetes secret kubeflow/katib-mysql-secrets, and no entry writes it"
                                + " (add an entry with kubernetes: {secret: kubeflow/katib-mysql-secrets, keys: {…}})"
                                + " [secret-supplied]",
                        "secrets: the apps read the Kubernetes secret kubeflow/model-registry-db-secrets, and no entry"
                                + " writes it (add an entry with kubernetes: {secret:"
                                + " kubeflow/model-registry-db-secrets, keys: {…}}) [secret-supplied]");
    }

    @Test
    void refusesResourcesForWhatDoesNotRunAndNamesTheNearest() {
        assertThat(Sample.problems(
                        Sample.changed("kubeflow: {resources: {istoid: {cpu: 1}, ml-pipeline: {cpu: 1}}}\n")))
                .containsExactly("kubeflow.resources.istoid: no component brings a Deployment or StatefulSet called"
                        + " istoid (did you mean istiod?) [workload-exists]");
    }

    @Test
    void refusesNodesThatCannotHoldThePlatform() {
        String two =
                "{nodePools: {standard: {machineType: e2-standard-2, autoscaling: {totalMin: 1, totalMax: %d}}}%s}";

        assertThat(Sample.problems(Sample.changed(two.formatted(1, ""))))
                .containsExactly(
                        "nodePools: the platform asks for 3.4 CPUs, 7.8Gi of memory and 47 pods; at totalMin there is room for 1.8"
                                + " CPUs, 6.0Gi of memory and 63 pods in standard, at totalMax for 1.8 CPUs, 6.0Gi of memory and 63 pods"
                                + " (raise autoscaling.totalMax, or take larger machines) [platform-fits]");
        assertThat(Sample.problems(Sample.changed(two.formatted(9, "")))).isEmpty();
        assertThat(Sample.problems(Sample.changed(
                        two.formatted(1, ", cluster: {nodeAutoProvisioning: {cpu: 100, memoryGb: 400}}"))))
                .isEmpty();
    }

    @Test
    void refusesMostReplicasOfWhatDoesNotScale() {
        assertThat(Sample.problems(Sample.changed("kubeflow: {components: [profiles, pipelines], resources: {istiod:"
                        + " {maxReplicas: 9}, ml-pipeline: {maxReplicas: 4}}}\n")))
                .containsExactly("kubeflow.resources.ml-pipeline.maxReplicas: ml-pipeline does not scale by load, only"
                        + " cluster-local-gateway, istio-ingressgateway, istiod do (say how many it is to be by"
                        + " minReplicas alone) [workload-scales]");
    }

    @Test
    void theBucketAsArtifactStoreNeedsNeitherDiskNorSecret() {
        assertThat(Sample.problems(Sample.changed(Sample.GCS))).isEmpty();
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
