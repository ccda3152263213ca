package dev.kfstack.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentFoldersTest {

    private static final Release RELEASE = Release.read(
                    Requirement.repository().resolve("overlays"), "26.03", new Problems())
            .orElseThrow();

    private static List<String> folders(String changes) {
        return ComponentFolders.of(Fixture.environment(changes), RELEASE).stream()
                .map(folder -> folder.folder() + " " + folder.because())
                .toList();
    }

    @Test
    void theLeastIsThePlatformAnAppAndALogin() {
        assertThat(folders(""))
                .containsExactly("platform kubeflow", "profiles kubeflow.components[0]", "login/iap kubeflow.login");
    }

    @Test
    void aPatchFollowsWhatItPatches() {
        assertThat(folders("""
                        encryption: {}
                        database: {tier: db-custom-2-7680}
                        gateway: {securityPolicy: {allow: {office: 203.0.113.0/24}}}
                        backup: {velero: {schedules: {}}}
                        kubeflow:
                          components: [trainer, pipelines, katib, dashboard]
                          artifactStore: gcs
                          images: {mirror: europe-docker.pkg.dev/example/kubeflow}
                        """))
                .containsExactly(
                        "platform kubeflow",
                        "platform/mirrored-images kubeflow.images.mirror",
                        "encrypted-volumes encryption",
                        "cloudsql-proxy database",
                        "trainer kubeflow.components[0]",
                        "pipelines kubeflow.components[1]",
                        "pipelines/cloudsql database",
                        "pipelines/mirrored-images kubeflow.images.mirror",
                        "artifact-store/gcs kubeflow.artifactStore",
                        "artifact-store/gcs/mirrored-images kubeflow.images.mirror",
                        "katib kubeflow.components[2]",
                        "katib/cloudsql database",
                        "dashboard kubeflow.components[3]",
                        "velero backup.velero",
                        "login/iap kubeflow.login",
                        "login/iap/dashboard kubeflow.components[3]",
                        "login/cloud-armor gateway.securityPolicy",
                        "devices/n2/training nodePools.standard");
    }

    @Test
    void aDeviceThatTheReleaseDoesNotKnowBringsNothing() {
        assertThat(folders(
                        "{kubeflow: {components: [trainer]}, nodePools: {odd: {machineType: z3-highmem-88, autoscaling:"
                                + " {totalMin: 0, totalMax: 1}}}}"))
                .noneMatch(folder -> folder.startsWith("devices/z3"))
                .anyMatch(folder -> folder.startsWith("devices/n2"));
    }
}
