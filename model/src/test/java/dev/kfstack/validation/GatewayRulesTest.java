package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayRulesTest {

    @Test
    void withIdentityAwareProxySomebodyMustBeLetIn() {
        assertThat(problems("gateway: {access: []}"))
                .containsExactly("warning: gateway.access: names nobody: Identity-Aware Proxy will let nobody in"
                        + " [gateway-access]");
        assertThat(problems("{" + LoginRulesTest.DEX + ", gateway: {access: []}}"))
                .isEmpty();
        assertThat(problems("{" + LoginRulesTest.DEX + ", gateway: {access: ['domain:example.com']}}"))
                .containsExactly(
                        "warning: gateway.access: is not read with login dex, where whoever the connector lets in gets"
                                + " in: make it [] in this environment [gateway-access]");
    }

    @Test
    void aMemberIsAGroupAUserOrADomain() {
        assertThat(problems("gateway: {access: ['group:a@example.com', 'user:b@example.com', 'domain:example.com']}"))
                .isEmpty();
        assertThat(problems("gateway: {access: [ann@example.com]}"))
                .containsExactly("gateway.access[0]: must be a member such as group:kubeflow-users@example.com, got"
                        + " \"ann@example.com\" [bad-form]");
        assertThat(problems("gateway: {access: [allUsers]}"))
                .containsExactly("gateway.access[0]: must be a member such as group:kubeflow-users@example.com, got"
                        + " \"allUsers\" [bad-form]");
    }

    @Test
    void nobodyIsNamedTwice() {
        assertThat(problems(
                        "gateway: {access: ['user:a.b@example.com', 'user:c@example.com', 'user:a.b@example.com']}"))
                .containsExactly("gateway.access[2]: \"user:a.b@example.com\" is named twice [gateway-access-once]");
        assertThat(problems("gateway: {access: ['user:a.b@example.com', 'user:a_b@example.com']}"))
                .containsExactly(
                        "gateway.access[1]: \"user:a_b@example.com\" and \"user:a.b@example.com\" come to the same"
                                + " address in Terraform (put both into a group) [gateway-access-once]");
    }

    @Test
    void cloudArmorLetsRangesOfTheInternetIn() {
        assertThat(problems("gateway: {securityPolicy: {allow: {office: 203.0.113.0/24}}}"))
                .isEmpty();
        assertThat(problems("gateway: {securityPolicy: {allow: {office: 10.1.0.0/16, all: 0.0.0.0/0}}}"))
                .containsExactly(
                        "gateway.securityPolicy.allow.office: 10.1.0.0/16 is private: requests come from the internet,"
                                + " with the public address of the office or of its VPN [gateway-security-policy]",
                        "gateway.securityPolicy.allow.all: 0.0.0.0/0 is everybody (leave securityPolicy out)"
                                + " [gateway-security-policy]");
        assertThat(problems("gateway: {securityPolicy: {}}"))
                .containsExactly(
                        "gateway.securityPolicy.allow: must name at least one range, or nobody reaches the login"
                                + " [gateway-security-policy]");
    }
}
