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
                        + " network.hostProject.id=example-net-host network.network=shared-vpc"
                        + " network.pods.cidr=10.20.0.0/18 network.pods.rangeName=kf-test-pods"
                        + " network.services.cidr=10.30.0.0/22 network.services.rangeName=kf-test-services"
                        + " network.subnetwork.cidr=10.10.0.0/24 network.subnetwork.name=kf-test"
                        + " project.id=example-kf-test\n");
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
                .endsWith(
                        "[cluster-replaced] hint: leave it out, or rebuild the cluster as docs/rebuild-cluster.md says; where"
                                + " there is none, or it provisioned before and so may have the key, take"
                                + " cluster.nodeAutoProvisioning=nothing out of kf-test.addresses: the plan then says whether it"
                                + " stays");
        assertThat(change("encryption: {}\n" + PROVISIONING, "encryption: {}\n"))
                .isEmpty();
        assertThat(change("", PROVISIONING)).isEmpty();
    }

    @Test
    void provisioningMayComeBackWhereTheLineNoLongerSaysThatThereWasNone() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "encryption: {}\n" + PROVISIONING);
        fixture.synth();
        fixture.environment("kf-test", "encryption: {}\n").synth();
        String promised = fixture.text("environments/kf-test.addresses");
        Problems problems = new Problems();

        fixture.write("environments/kf-test.addresses", promised.replace(" cluster.nodeAutoProvisioning=nothing", ""))
                .environment("kf-test", "encryption: {}\n" + PROVISIONING)
                .synth(problems);

        assertThat(promised).contains(" cluster.nodeAutoProvisioning=nothing");
        assertThat(fixture.describe(problems)).isEmpty();
    }

    @Test
    void podsAndServicesKeepTheirRangesAndTheSubnetworkOnlyGrows() {
        assertThat(change("", "network: {pods: {cidr: 10.21.0.0/18}, services: {cidr: 10.31.0.0/22}}\n"))
                .extracting(problem -> problem.replaceAll(" hint: .*", ""))
                .containsExactly(
                        "environments/kf-test.yaml:2:24: network.pods.cidr: was 10.20.0.0/18 and is 10.21.0.0/18, but a"
                                + " cluster keeps its ranges for life [cluster-replaced]",
                        "environments/kf-test.yaml:2:56: network.services.cidr: was 10.30.0.0/22 and is 10.31.0.0/22, but a"
                                + " cluster keeps its ranges for life [cluster-replaced]");
        assertThat(change("", "network: {subnetwork: {cidr: 10.10.0.0/25}}\n"))
                .singleElement()
                .asString()
                .contains(
                        "network.subnetwork.cidr: was 10.10.0.0/24 and is 10.10.0.0/25, but a subnetwork in use can only"
                                + " grow [cluster-replaced]");
        assertThat(change("", "network: {subnetwork: {cidr: 10.10.0.0/23}}\n")).isEmpty();
    }

    @Test
    void aRangeThatSomebodyEditedByHandIsNone() {
        SynthFixture fixture = new SynthFixture(root)
                .write(
                        "environments/kf-test.addresses",
                        "kf-test-cluster google_container_cluster.kubeflow network.subnetwork.cidr=all\n");
        Problems problems = new Problems();

        fixture.environment("kf-test", "").synth(problems);

        assertThat(fixture.describe(problems)).singleElement().asString().contains("was all and is 10.10.0.0/24");
    }

    private List<String> change(String before, String after) {
        SynthFixture fixture = new SynthFixture(root).write("environments/kf-test.addresses", "");
        fixture.environment("kf-test", before).synth();
        Problems problems = new Problems();
        fixture.environment("kf-test", after).synth(problems);
        return fixture.describe(problems);
    }
}
