package dev.kfstack.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Environment;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.render.BuiltOverlay;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of kubectl, in which order: a script in its place writes it down, and fails where a test says so. */
class OverlayApplyTest {

    private static final String OBJECTS = """
            apiVersion: example.com/v1
            kind: Thing
            metadata: {name: thing, namespace: kubeflow}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: judge, namespace: kubeflow}
            spec: {template: {metadata: {labels: {app: judge, version: "1"}}}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: other, namespace: kubeflow}
            spec: {template: {metadata: {labels: {app: other}}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: judge, namespace: kubeflow}
            spec: {selector: {app: judge}}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: judge}
            webhooks: [{clientConfig: {service: {name: judge, namespace: kubeflow}}}]
            ---
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: judge, namespace: kubeflow}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cert-manager, namespace: cert-manager}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kubeflow}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            """;
    private static final String ACCESS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: a, namespace: recommendations}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: b}
            """;

    @TempDir
    Path work = Path.of("");

    private final List<String> progress = new ArrayList<>();
    private Path kubectl = Path.of("");

    @BeforeEach
    void script() throws IOException {
        kubectl = work.resolve("kubectl");
        Files.writeString(kubectl, """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo "$@" | sed 's,--filename=.*,,' >> commands
                for argument; do case "$argument" in --filename=*) cat "${argument#--filename=}" >> applied; echo >> applied;; esac; done
                if [ -f fail ] && echo "$@" | grep -q "$(cat fail)"; then echo "thing/a serverside-applied"; cat reason; exit 1; fi
                """);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        Files.writeString(work.resolve("reason"), "the webhook says no\n");
    }

    @Test
    void wavesComeInTheirOrderAndEachWaitsForWhatTheNextOneNeeds() throws IOException {
        assertThat(apply()).isTrue();

        String apply = "--context=gke apply --server-side --field-manager=kfstack ";
        assertThat(Files.readAllLines(work.resolve("commands")))
                .containsExactly(
                        apply,
                        "--context=gke wait --for=condition=Established crd/things.example.com --timeout=5m",
                        apply,
                        apply,
                        "--context=gke rollout status deployment/judge --namespace=kubeflow --timeout=5m",
                        apply,
                        "--context=gke wait --for=create namespace/recommendations --timeout=5m",
                        apply);
        assertThat(Files.readAllLines(work.resolve("applied")).stream()
                        .map(line -> line.replaceAll("\"(kind|name)\":\"([^\"]+)\"", "<$2>")
                                .replaceAll("[^<]*<([^>]+)>[^<]*", "$1 ")
                                .strip()))
                .containsExactly(
                        "List CustomResourceDefinition things.example.com",
                        "List Namespace kubeflow Deployment cert-manager",
                        "List ValidatingWebhookConfiguration judge judge Deployment judge Deployment other Certificate"
                                + " judge Service judge",
                        "List Thing thing",
                        "List ClusterRoleBinding b RoleBinding a");
        assertThat(progress)
                .containsExactly(
                        "[1/5] definitions of kinds: 1 objects",
                        "[1/5] waiting: kubectl wait --for=condition=Established crd/things.example.com",
                        "[2/5] namespaces, roles and cert-manager: 2 objects",
                        "[3/5] apps: 5 objects",
                        "[3/5] waiting: kubectl rollout status deployment/judge --namespace=kubeflow",
                        "[4/5] objects of the apps' kinds: 1 objects",
                        "[4/5] waiting: kubectl wait --for=create namespace/recommendations",
                        "[5/5] contributors of teams: 2 objects");
    }

    @Test
    void aWaveThatIsRefusedStopsTheRestAndSaysWhy() throws IOException {
        Files.writeString(work.resolve("fail"), "apply");

        assertThat(apply()).isFalse();

        assertThat(Files.readAllLines(work.resolve("commands"))).hasSize(1);
        assertThat(progress)
                .containsExactly(
                        "[1/5] definitions of kinds: 1 objects",
                        "the webhook says no",
                        "[1/5] failed: nothing of the waves after it was applied; run it again to go on");
    }

    @Test
    void aKindThatTheClusterDoesNotKnowComesWithWhereItComesFrom() throws IOException {
        Files.writeString(work.resolve("fail"), "apply");
        Files.writeString(work.resolve("reason"), "no matches for kind \"Schedule\" in version \"velero.io/v1\"");

        assertThat(apply()).isFalse();

        assertThat(progress)
                .containsSubsequence(
                        "no matches for kind \"Schedule\" in version \"velero.io/v1\"",
                        "a kind is missing that the overlay does not bring: Velero's come by its own client"
                                + " (docs/restore.md), the Gateway's and PodMonitoring with the cluster");
    }

    @Test
    void whatIsNotReadyInTimeStopsTheRest() throws IOException {
        Files.writeString(work.resolve("fail"), "rollout");

        assertThat(apply()).isFalse();

        assertThat(Files.readAllLines(work.resolve("commands"))).hasSize(5);
        assertThat(progress).endsWith("[3/5] not ready within 5m; run it again to go on");
    }

    private boolean apply() throws IOException {
        Path folder = Requirement.repository().resolve("environments");
        Environment environment = new EnvironmentReader(folder, new Problems())
                .read(List.of("kf-test"))
                .get(0)
                .environment();
        BuiltOverlay overlay = new BuiltOverlay(
                environment,
                new KubernetesObjects(OBJECTS).all(),
                new KubernetesObjects(ACCESS).all(),
                Set.of(),
                List.of(),
                Optional.empty());
        return new OverlayApply(new Cluster(kubectl, "gke"), "5m", progress::add).apply(WavePlan.of(overlay));
    }
}
