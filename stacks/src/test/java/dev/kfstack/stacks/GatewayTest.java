package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.DexLogin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {

    @TempDir
    Path root;

    @Test
    void theCertificateIsProvenByDnsAndServedByTheMapOfTheGateway() {
        SynthAssert stack = foundation("");

        stack.resource("google_certificate_manager_certificate.kubeflow")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test",
                          "location": "global",
                          "name": "kf-test-kubeflow-example-com",
                          "scope": "DEFAULT",
                          "managed": {
                            "domains": ["kubeflow.example.com"],
                            "dns_authorizations": ["${google_certificate_manager_dns_authorization.kubeflow.id}"]
                          },
                          "lifecycle": {"create_before_destroy": true}
                        }
                        """));
        stack.resource("google_certificate_manager_certificate_map_entry.kubeflow")
                .node("map")
                .isEqualTo("${google_certificate_manager_certificate_map.kubeflow.name}");
        stack.resource("google_certificate_manager_certificate_map.kubeflow")
                .node("name")
                .isEqualTo("kf-test-kubeflow");
    }

    @Test
    void recordsGoIntoTheZoneThatTheEnvironmentNames() {
        SynthAssert stack = foundation("gateway: {dns: {managedZone: example-com, project: example-dns}}");

        stack.resource("google_dns_record_set.kubeflow").whenIgnoringPaths("//").isEqualTo(json("""
                        {
                          "project": "example-dns",
                          "managed_zone": "example-com",
                          "name": "kubeflow.example.com.",
                          "type": "A",
                          "ttl": 300,
                          "rrdatas": ["${google_compute_global_address.kubeflow.address}"]
                        }
                        """));
        stack.resource("google_dns_record_set.certificate")
                .node("rrdatas")
                .isEqualTo(json(
                        "[\"${google_certificate_manager_dns_authorization.kubeflow.dns_resource_record[0].data}\"]"));
        assertThat(stack.root().has("output")).isFalse();
    }

    @Test
    void withoutAZoneTerraformSaysWhatToAskFor() {
        SynthAssert stack = foundation("");

        assertThat(stack.addresses()).noneMatch(address -> address.startsWith("google_dns_record_set."));
        stack.part("output", "dns_records").node("value[0]").isEqualTo(json("""
                {
                  "name": "kubeflow.example.com.",
                  "type": "A",
                  "data": "${google_compute_global_address.kubeflow.address}"
                }
                """));
    }

    @Test
    void membersPassIdentityAwareProxyOnThisHostAlone() {
        SynthAssert stack = foundation("gateway: {access: [group:kubeflow-users@example.com]}");

        stack.resource("google_iap_web_iam_member.group_kubeflow-users_example_com")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test",
                          "role": "roles/iap.httpsResourceAccessor",
                          "member": "group:kubeflow-users@example.com",
                          "condition": {"title": "kf-test", "expression": "request.host == \\"kubeflow.example.com\\""},
                          "depends_on": ["google_project_service.iap"]
                        }
                        """));
    }

    @Test
    void loginByDexAsksNothingOfIdentityAwareProxy() {
        assertThat(foundation(DexLogin.oidc()).addresses()).noneMatch(address -> address.contains("iap"));
    }

    @Test
    void cloudArmorLetsTheNamedRangesInAndNobodyElse() {
        foundation("gateway: {securityPolicy: {allow: {office: 203.0.113.0/24, vpn: 198.51.100.7/32}}}")
                .resource("google_compute_security_policy.kubeflow")
                .node("rule")
                .isEqualTo(json("""
                        [
                          {
                            "priority": 1000, "action": "allow", "description": "office",
                            "match": {"versioned_expr": "SRC_IPS_V1", "config": {"src_ip_ranges": ["203.0.113.0/24"]}}
                          },
                          {
                            "priority": 1001, "action": "allow", "description": "vpn",
                            "match": {"versioned_expr": "SRC_IPS_V1", "config": {"src_ip_ranges": ["198.51.100.7/32"]}}
                          },
                          {
                            "priority": 2147483647, "action": "deny(403)", "description": "everybody else",
                            "match": {"versioned_expr": "SRC_IPS_V1", "config": {"src_ip_ranges": ["*"]}}
                          }
                        ]
                        """));
        assertThat(foundation("").addresses()).noneMatch(address -> address.contains("security_policy"));
    }

    @Test
    void inProdTheAddressIsKept() {
        SynthAssert stack = foundation("""
                tier: prod
                location: {zones: [europe-west1-b, europe-west1-c]}
                terraform: {backend: {local: null, gcs: {bucket: states}}}
                """);

        stack.resource("google_compute_global_address.kubeflow")
                .node("lifecycle.prevent_destroy")
                .isEqualTo(true);
        stack.resource("google_compute_global_address.kubeflow")
                .node("deletion_policy")
                .isEqualTo("PREVENT");
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
