package dev.kfstack.stacks;

import static dev.kfstack.stacks.Prod.all;
import static dev.kfstack.stacks.Prod.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who and what reaches kf-prod: accounts, and the ways of its network. */
class AccessPolicyTest {

    private static final SynthAssert NETWORK_STACK = Prod.stacks().network();
    private static final SynthAssert FOUNDATION_STACK = Prod.stacks().foundation();

    @Test
    void noServiceAccountHasAKey() {
        assertThat(all(FOUNDATION_STACK, "google_service_account_key")).isEmpty();
    }

    /** The applier, which only a protected branch gets, has admin roles by its task: it makes what they administer. */
    @Test
    void noAccountOfAWorkloadHasABasicRoleOrAdministersTheProject() {
        List<String> roles =
                FOUNDATION_STACK.root().path("resource").path("google_project_iam_member").properties().stream()
                        .filter(grant -> !grant.getKey().startsWith("applier_"))
                        .map(grant -> grant.getValue().path("role").asText())
                        .toList();

        assertThat(roles).isNotEmpty().allSatisfy(role -> assertThat(role)
                .doesNotContainIgnoringCase("admin")
                .isNotIn("roles/owner", "roles/editor", "roles/viewer")
                .isNotIn("roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator"));
    }

    @Test
    void noFirewallRuleIsOpenToTheWorld() {
        List<JsonNode> rules = all(NETWORK_STACK, "google_compute_firewall");
        assertThat(rules)
                .filteredOn(rule -> rule.has("allow"))
                .isNotEmpty()
                .noneMatch(rule -> rule.path("source_ranges").toString().contains("0.0.0.0/0")
                        || rule.path("destination_ranges").toString().contains("0.0.0.0/0"));
    }

    @Test
    void theSubnetworkLogsItsFlowsAndReachesGoogleWithoutTheInternet() {
        String subnetwork = "google_compute_subnetwork.nodes";
        assertThat(at(NETWORK_STACK, subnetwork, "/log_config/metadata").asText())
                .isEqualTo("INCLUDE_ALL_METADATA");
        assertThat(at(NETWORK_STACK, subnetwork, "/private_ip_google_access").asBoolean())
                .isTrue();
    }
}
