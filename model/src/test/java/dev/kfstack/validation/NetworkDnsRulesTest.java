package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkDnsRulesTest {

    private static final String DNS =
            "network: {managedBy: %s, dns: {ownedBy: %s, googleApis: private, forwarding: %s}}";
    private static final String CORP = "{corp: {domain: corp.example.com, resolvers: [10.250.0.53]}}";
    private static final String RANGES =
            "network: {subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr: 10.31.0.0/22}, dns:"
                    + " {ownedBy: kf-test, googleApis: private, forwarding: %s}}";

    private static String corp(String domain, String resolvers) {
        return DNS.formatted(
                "network-team", "network-team", "{corp: {domain: " + domain + ", resolvers: [" + resolvers + "]}}");
    }

    @Test
    void theNetworkTeamOrAnEnvironmentWithANetworkStackOwnsTheZones() {
        assertThat(problems(DNS.formatted("network-team", "network-team", CORP)))
                .isEmpty();
        assertThat(problems(DNS.formatted("kfstack", "kf-test", CORP))).isEmpty();
        assertThat(problems(DNS.formatted("network-team", "kf-test", CORP)))
                .containsExactly(
                        "network.dns.ownedBy: must name network-team or an environment whose network kfstack manages, got"
                                + " \"kf-test\"; known: network-team [dns-owner]");
    }

    @Test
    void allEnvironmentsOfANetworkSayTheSame() {
        assertThat(problems(DNS.formatted("kfstack", "kf-test", CORP), Map.of("kf-dev", RANGES.formatted(CORP))))
                .isEmpty();
        assertThat(problems(DNS.formatted("kfstack", "kf-test", CORP), Map.of("kf-dev", RANGES.formatted("{}"))))
                .containsExactly(
                        "network.dns: differs from that of kf-dev, and one network has one DNS (say it once, in"
                                + " base.yaml) [dns-owner]");
    }

    @Test
    void aResolversNumbersHaveNoLeadingZeros() {
        assertThat(problems(corp("corp.example.com", "10.0.250.53"))).isEmpty();
        assertThat(problems(corp("corp.example.com", "10.0.250.053")))
                .containsExactly(
                        "network.dns.forwarding.corp.resolvers[0]: must be an IPv4 address such as 10.250.0.53,"
                                + " got \"10.0.250.053\" [bad-form]");
        assertThat(problems(corp("corp.example.com", "10.00.250.53")))
                .containsExactly(
                        "network.dns.forwarding.corp.resolvers[0]: must be an IPv4 address such as 10.250.0.53,"
                                + " got \"10.00.250.53\" [bad-form]");
    }

    @Test
    void aDomainIsAnsweredOnce() {
        assertThat(problems(corp("corp.example.com", "10.250.0.53"))).isEmpty();
        assertThat(problems(corp("cluster.local", "10.250.0.53")))
                .containsExactly("network.dns.forwarding.corp.domain: cluster.local is answered by the cluster already"
                        + " [dns-domains]");
        assertThat(problems(corp("pkg.dev", "10.250.0.53")))
                .containsExactly(
                        "network.dns.forwarding.corp.domain: pkg.dev is answered by network.dns.googleApis already"
                                + " [dns-domains]");
        assertThat(problems(DNS.formatted(
                        "network-team",
                        "network-team",
                        "{a: {domain: corp, resolvers: [10.250.0.53]}, b: {domain: corp, resolvers: [10.250.0.54]}}")))
                .containsExactly("network.dns.forwarding.b.domain: corp is answered by a already [dns-domains]");
    }

    @Test
    void aDomainHasUpToFiftyResolversInTheNetwork() {
        assertThat(problems(corp("corp", String.join(", ", Collections.nCopies(50, "10.250.0.53")))))
                .isEmpty();
        assertThat(problems(corp("corp", String.join(", ", Collections.nCopies(51, "10.250.0.53")))))
                .containsExactly(
                        "network.dns.forwarding.corp.resolvers: must be 1 to 50 addresses, got 51 [dns-resolvers]");
        assertThat(problems(corp("corp", "")))
                .containsExactly(
                        "network.dns.forwarding.corp.resolvers: must be 1 to 50 addresses, got 0 [dns-resolvers]");
        assertThat(problems(corp("corp", "8.8.8.8")))
                .containsExactly(
                        "warning: network.dns.forwarding.corp.resolvers[0]: 8.8.8.8 is no private address, and is"
                                + " asked through the network all the same, not through the internet [dns-resolvers]");
    }

    @Test
    void aResolverIsAnAddressAndADomainHasNoDotAtItsEnd() {
        assertThat(problems(corp("corp.", "10.250.0.53")))
                .singleElement()
                .asString()
                .contains("a domain such as corp.example.com");
        assertThat(problems(corp("corp", "10.250.0.256")))
                .singleElement()
                .asString()
                .contains("an IPv4 address such as");
        assertThat(problems(corp("corp", "10.250.0.53.1"))).hasSize(1);
    }
}
