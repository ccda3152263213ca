package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecommissionRulesTest {

    private static final String LENT = "network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: %s}}\n";

    @TempDir
    Path folder;

    @Test
    void theNameIsRepeated() {
        assertThat(problems("decommission: {environment: kf-test}")).isEmpty();
        assertThat(problems("decommission: {environment: kf-prod}"))
                .containsExactly("decommission.environment: must be the environment's own name, kf-test, got kf-prod"
                        + " [decommission-name]");
    }

    @Test
    void whatAllEnvironmentsShareGivesNoneUp() throws IOException {
        Files.writeString(
                folder.resolve("base.yaml"), Fixture.minimal() + "decommission: {environment: \"{environment}\"}\n");
        Files.writeString(folder.resolve("kf-test.yaml"), "environment: kf-test\n");
        Problems problems = new Problems();
        var files = new EnvironmentReader(folder, problems).read(List.of("kf-test"));

        EnvironmentValidator.validate(files, files, problems);

        assertThat(Fixture.describe(problems))
                .containsExactly(
                        "decommission.environment: must stand in kf-test.yaml: what all environments share gives"
                                + " none of them up [decommission-name]");
    }

    @Test
    void aRangeThatAnotherEnvironmentUsesHasAnotherOwnerFirst() {
        String test = "decommission: {environment: kf-test}\n";
        String dev = "network: {subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr:"
                + " 10.31.0.0/22}, privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: %s}}";
        assertThat(problems(test + LENT.formatted("network-team"), Map.of("kf-dev", dev.formatted("network-team"))))
                .isEmpty();
        assertThat(problems(
                        test + "network: {managedBy: kfstack, privateServices: {name: kf-psa, cidr: 10.40.0.0/20,"
                                + " ownedBy: kf-test}}",
                        Map.of("kf-dev", dev.formatted("kf-test"))))
                .containsExactly(
                        "decommission: kf-test owns the private services range of kf-dev (name another owner in"
                                + " network.privateServices.ownedBy, and move the range to it first) [decommission-range]");
    }

    @Test
    void zonesThatAnotherEnvironmentUsesHaveAnotherOwnerFirst() {
        String test = "decommission: {environment: kf-test}\nnetwork: {managedBy: kfstack, dns: {ownedBy: %s}}";
        String dev = "network: {subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr:"
                + " 10.31.0.0/22}, dns: {ownedBy: %s}}";
        assertThat(problems(test.formatted("network-team"), Map.of("kf-dev", dev.formatted("network-team"))))
                .isEmpty();
        assertThat(problems(test.formatted("kf-test"), Map.of("kf-dev", dev.formatted("kf-test"))))
                .containsExactly("decommission: kf-test owns the DNS zones of kf-dev (name another owner in"
                        + " network.dns.ownedBy, and move the zones to it first) [decommission-range]");
    }
}
