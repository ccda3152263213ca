package dev.kfstack.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.stacks.SynthFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedClusterTest {

    private static final String LOCATION = "location: {zones: [europe-west1-b, europe-west1-c]}\n";
    private static final String PROVISIONING = "cluster: {nodeAutoProvisioning: {cpu: 40, memoryGb: 160}}\n";

    @TempDir
    Path root;

    @Test
    void whatCannotChangeOfTheClusterIsCommittedBesideItsAddress() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "encryption: {}");

        fixture.synth();

        assertThat(fixture.text("environments/kf-test.addresses"))
                .contains("kf-test-cluster google_container_cluster.kubeflow cluster.maxPodsPerNode=64"
                        + " cluster.nodeAutoProvisioning=nothing location=europe-west1-b"
                        + " network.pods.rangeName=kf-test-pods network.services.rangeName=kf-test-services"
                        + " network.subnetwork.name=kf-test project.id=example-kf-test\n");
    }

    @Test
    void aChangeThatReplacesTheClusterIsRefused() {
        assertThat(change("", LOCATION))
                .containsExactly(
                        "environments/kf-test.yaml:2:1: location: was europe-west1-b and is europe-west1, which"
                                + " would replace the cluster and stop all that runs on it [cluster-replaced] hint: set it back, or"
                                + " rebuild the cluster as docs/rebuild-cluster.md says; where there is none, take its line out of"
                                + " kf-test.addresses");
    }

    @Test
    void provisioningComesToAnEncryptedClusterOnItsFirstDayOrNever() {
        assertThat(change("encryption: {}\n", "encryption: {}\n" + PROVISIONING))
                .singleElement()
                .asString()
                .startsWith(
                        "environments/kf-test.yaml:3:11: cluster.nodeAutoProvisioning: was nothing and is encrypted, which"
                                + " would replace the cluster")
                .contains("[cluster-replaced]");
        assertThat(change("encryption: {}\n" + PROVISIONING, "encryption: {}\n"))
                .isEmpty();
        assertThat(change("", PROVISIONING)).isEmpty();
    }

    private List<String> change(String before, String after) {
        SynthFixture fixture = new SynthFixture(root).write("environments/kf-test.addresses", "");
        fixture.environment("kf-test", before).synth();
        Problems problems = new Problems();
        fixture.environment("kf-test", after).synth(problems);
        return fixture.describe(problems);
    }
}
