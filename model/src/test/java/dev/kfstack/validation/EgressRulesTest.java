package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EgressRulesTest {

    private static final String EGRESS = """
            network: {dns: {ownedBy: network-team, googleApis: private}, egress: {allow: %s}}
            kubeflow: {images: {mirror: %s}}
            """;
    private static final String GOOGLES = "europe-docker.pkg.dev/example-images/kubeflow";

    @Test
    void googlesApisHaveAddressesThatARuleCanName() {
        assertThat(problems(EGRESS.formatted("{}", GOOGLES))).isEmpty();
        assertThat(problems(EGRESS.formatted("{}", GOOGLES).replace(", googleApis: private", "")))
                .containsExactly("network.egress: needs network.dns.googleApis: without it Google's APIs have public"
                        + " addresses that change, and no rule can allow them (set network.dns.googleApis to private, or to"
                        + " restricted within VPC Service Controls) [egress-google-apis]");
    }

    @Test
    void aDestinationIsSomewhereAndNotEverywhere() {
        assertThat(problems(EGRESS.formatted("{git: {ranges: [203.0.113.7/32], ports: [443, 22]}}", GOOGLES)))
                .isEmpty();
        assertThat(problems(EGRESS.formatted("{git: {ports: [443]}}", GOOGLES)))
                .containsExactly("network.egress.allow.git.ranges: must name at least one range [egress-destinations]");
        assertThat(problems(EGRESS.formatted("{all: {ranges: [10.250.0.0/16, 0.0.0.0/0]}}", GOOGLES)))
                .containsExactly(
                        "network.egress.allow.all.ranges[1]: 0.0.0.0/0 is everywhere (leave network.egress out)"
                                + " [egress-destinations]");
    }

    @Test
    void imagesComeFromSomewhereThatIsOpen() {
        String none = EGRESS.formatted("{}", "null");
        assertThat(problems(none))
                .containsExactly(
                        "warning: network.egress: the images of the release are out of reach: they lie in"
                                + " registries on the internet, and kubeflow.images.mirror names no copy of them [egress-images]");
        assertThat(problems(EGRESS.formatted("{}", "registry.example.com/kubeflow")))
                .containsExactly(
                        "warning: network.egress: the images of registry.example.com/kubeflow are out of reach:"
                                + " allow names no way to it [egress-images]");
        assertThat(problems(EGRESS.formatted("{registry: {ranges: [10.250.0.0/16]}}", "registry.example.com/kubeflow")))
                .isEmpty();
        assertThat(problems(EGRESS.formatted("{git: {ranges: [203.0.113.7/32]}}", "null")))
                .containsExactlyElementsOf(problems(none));
    }
}
