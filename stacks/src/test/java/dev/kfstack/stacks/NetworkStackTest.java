package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStackTest {

    private static final String OURS = "network: {managedBy: kfstack}\n";

    private static final String PRIVATE_SERVICES = """
            network:
              managedBy: kfstack
              privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: %s}
            """;

    @TempDir
    Path root;

    @Test
    void whereTheNetworkTeamOwnsItThereIsNoStack() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").validated();

        fixture.synth();

        assertThat(fixture.output().resolve("stacks/kf-test-network")).doesNotExist();
    }

    @Test
    void everythingLiesInTheHostProject() {
        SynthAssert stack = network(OURS);

        stack.part("provider", "google").node("[0].project").isEqualTo("example-net-host");
        assertThat(stack.addresses())
                .containsExactly(
                        "google_compute_firewall.health-checks",
                        "google_compute_firewall.webhooks",
                        "google_compute_router.nat",
                        "google_compute_router_nat.nat",
                        "google_compute_shared_vpc_service_project.attachment",
                        "google_compute_subnetwork.nodes",
                        "google_compute_subnetwork_iam_member.nodes_gke",
                        "google_compute_subnetwork_iam_member.nodes_google-apis",
                        "google_project_iam_custom_role.firewall",
                        "google_project_iam_member.firewall",
                        "google_project_iam_member.host-service-agent-user",
                        "google_project_service.cloudresourcemanager",
                        "google_project_service.compute",
                        "google_project_service.container",
                        "google_project_service.iam");
    }

    @Test
    void natServesTheNodesSubnetworkAloneWithPortsAsNeeded() {
        network(OURS)
                .resource("google_compute_router_nat.nat")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host", "region": "europe-west1", "name": "kf-test-nat",
                          "router": "${google_compute_router.nat.name}", "nat_ip_allocate_option": "AUTO_ONLY",
                          "source_subnetwork_ip_ranges_to_nat": "LIST_OF_SUBNETWORKS",
                          "subnetwork": [{
                            "name": "${google_compute_subnetwork.nodes.self_link}",
                            "source_ip_ranges_to_nat": ["ALL_IP_RANGES"]}],
                          "enable_dynamic_port_allocation": true, "min_ports_per_vm": 64, "max_ports_per_vm": 4096,
                          "enable_endpoint_independent_mapping": false,
                          "log_config": {"enable": true, "filter": "ERRORS_ONLY"}
                        }
                        """));
    }

    @Test
    void theSubnetworkHasTheRangesOfThePlan() {
        network(OURS)
                .resource("google_compute_subnetwork.nodes")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host", "region": "europe-west1", "name": "kf-test",
                          "network": "projects/example-net-host/global/networks/shared-vpc",
                          "ip_cidr_range": "10.10.0.0/24", "private_ip_google_access": true,
                          "stack_type": "IPV4_ONLY",
                          "secondary_ip_range": [
                            {"range_name": "kf-test-pods", "ip_cidr_range": "10.20.0.0/18"},
                            {"range_name": "kf-test-services", "ip_cidr_range": "10.30.0.0/22"}],
                          "log_config": {
                            "aggregation_interval": "INTERVAL_10_MIN", "flow_sampling": 0.5,
                            "metadata": "INCLUDE_ALL_METADATA"},
                          "depends_on": ["google_project_service.compute"],
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
    }

    @Test
    void googlesAgentsOfTheServiceProjectMayUseTheSubnetworkAndNoOther() {
        SynthAssert stack = network(OURS);

        stack.resource("google_compute_subnetwork_iam_member.nodes_gke")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host", "region": "europe-west1",
                          "subnetwork": "${google_compute_subnetwork.nodes.name}", "role": "roles/compute.networkUser",
                          "member": "serviceAccount:service-481516234201@container-engine-robot.iam.gserviceaccount.com"
                        }
                        """));
        stack.resource("google_compute_subnetwork_iam_member.nodes_google-apis")
                .node("member")
                .isEqualTo("serviceAccount:481516234201@cloudservices.gserviceaccount.com");
    }

    @Test
    void gkeMayChangeFirewallRulesByANarrowRole() {
        SynthAssert stack = network(OURS);

        stack.resource("google_project_iam_member.firewall")
                .node("role")
                .isEqualTo("${google_project_iam_custom_role.firewall.name}");
        stack.resource("google_project_iam_custom_role.firewall")
                .node("permissions")
                .isArray()
                .hasSize(6)
                .allSatisfy(permission ->
                        assertThat(permission.toString()).matches("compute\\.(firewalls|networks)\\.[a-zA-Z]+"));
    }

    @Test
    void webhooksAreReachableOnThePortsOfTheChosenComponents() {
        network(OURS)
                .resource("google_compute_firewall.webhooks")
                .node("allow")
                .isEqualTo(json("[{protocol: 'tcp', ports: ['10250', '15017']}]"));
    }

    @Test
    void theirCallersAreTheControlPlanesAddressesOrItsAgentsInTheCluster() {
        String rule = "google_compute_firewall.webhooks";

        network(OURS).resource(rule).node("source_ranges").isEqualTo(json("['10.10.0.0/24', '10.20.0.0/18']"));
        network(OURS + "cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}")
                .resource(rule)
                .node("source_ranges")
                .isEqualTo(json("['172.16.0.0/28']"));
    }

    @Test
    void grantsInTheHostProjectWaitForTheApisThatTheyNeed() {
        SynthAssert stack = network(OURS);

        stack.resource("google_project_iam_custom_role.firewall")
                .node("depends_on")
                .isEqualTo(json("['google_project_service.iam']"));
        stack.resource("google_project_iam_member.firewall")
                .node("depends_on")
                .isEqualTo(json("['google_project_service.cloudresourcemanager', 'google_project_service.container']"));
    }

    @Test
    void inProdEverySubnetworkIsKeptTwice() {
        SynthAssert stack = network("""
                tier: prod
                location: {zones: [europe-west1-b, europe-west1-c]}
                terraform: {backend: {local: null, gcs: {bucket: states}}}
                network: {managedBy: kfstack, psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                cluster: {controlPlane: {access: {privateSubnetwork: {name: kf-cp, cidr: 172.16.0.0/28}}}}
                """);

        for (String name : List.of("nodes", "psc", "control-plane")) {
            stack.resource("google_compute_subnetwork." + name)
                    .node("deletion_policy")
                    .isEqualTo("PREVENT");
            stack.resource("google_compute_subnetwork." + name)
                    .node("lifecycle.prevent_destroy")
                    .isEqualTo(true);
        }
    }

    @Test
    void aControlPlaneSubnetworkIsMadeToo() {
        network(OURS + "cluster: {controlPlane: {access: {privateSubnetwork: {name: kf-cp, cidr: 172.16.0.0/28}}}}")
                .resource("google_compute_subnetwork.control-plane")
                .node("ip_cidr_range")
                .isEqualTo("172.16.0.0/28");
    }

    @Test
    void privateServicesAreMadeByTheEnvironmentThatOwnsThem() {
        SynthAssert stack = network(PRIVATE_SERVICES.formatted("kf-test"));

        stack.resource("google_compute_global_address.private-services")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host", "name": "kf-psa", "purpose": "VPC_PEERING",
                          "network": "projects/example-net-host/global/networks/shared-vpc",
                          "address_type": "INTERNAL", "address": "10.40.0.0", "prefix_length": 20,
                          "depends_on": ["google_project_service.compute"],
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
        stack.resource("google_service_networking_connection.private-services")
                .node("deletion_policy")
                .isEqualTo("ABANDON");
    }

    @Test
    void andByNobodyElse() {
        assertThat(network(PRIVATE_SERVICES.formatted("network-team")).addresses())
                .noneMatch(address -> address.endsWith(".private-services"));
    }

    @Test
    void cloudSqlMakesItsOwnEndpointsForPrivateServiceConnect() {
        SynthAssert stack = network("network: {managedBy: kfstack, psc: {name: kf-psc, cidr: 10.41.0.0/28}}");

        stack.resource("google_network_connectivity_service_connection_policy.cloud-sql")
                .node("psc_config")
                .isEqualTo(json("{limit: '4', subnetworks: ['${google_compute_subnetwork.psc.id}']}"));
    }

    @Test
    void theOwnerOfTheNetworksDnsForwardsDomainsToTheCompanysResolvers() {
        String dns = "network: {managedBy: kfstack, dns: {ownedBy: %s, forwarding: {corp: {domain: corp.example.com,"
                + " resolvers: [10.250.0.53, 10.250.0.54]}}}}";

        network(dns.formatted("kf-test"))
                .resource("google_dns_managed_zone.forward-corp")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host",
                          "name": "kf-test-forward-corp",
                          "description": "Names in corp.example.com",
                          "dns_name": "corp.example.com.",
                          "visibility": "private",
                          "private_visibility_config": {"networks": [
                            {"network_url": "projects/example-net-host/global/networks/shared-vpc"}
                          ]},
                          "forwarding_config": {"target_name_servers": [
                            {"ipv4_address": "10.250.0.53", "forwarding_path": "private"},
                            {"ipv4_address": "10.250.0.54", "forwarding_path": "private"}
                          ]},
                          "depends_on": ["google_project_service.dns"]
                        }
                        """));
        assertThat(network(dns.formatted("network-team")).addresses())
                .noneMatch(address -> address.startsWith("google_dns"));
    }

    @Test
    void googlesApisHaveTheAddressesOfTheChosenName() {
        SynthAssert stack = network("network: {managedBy: kfstack, dns: {ownedBy: kf-test, googleApis: restricted}}");

        assertThat(stack.addresses().stream().filter(address -> address.startsWith("google_dns_record_set")))
                .containsExactly(
                        "google_dns_record_set.gcr-io",
                        "google_dns_record_set.gcr-io-all",
                        "google_dns_record_set.googleapis-com",
                        "google_dns_record_set.googleapis-com-all",
                        "google_dns_record_set.gstatic-com",
                        "google_dns_record_set.gstatic-com-all",
                        "google_dns_record_set.pkg-dev",
                        "google_dns_record_set.pkg-dev-all");
        stack.resource("google_dns_record_set.googleapis-com")
                .node("rrdatas")
                .isEqualTo(json("[\"199.36.153.4\", \"199.36.153.5\", \"199.36.153.6\", \"199.36.153.7\"]"));
        stack.resource("google_dns_record_set.googleapis-com").node("name").isEqualTo("restricted.googleapis.com.");
        stack.resource("google_dns_record_set.googleapis-com-all")
                .node("rrdatas")
                .isEqualTo(json("[\"restricted.googleapis.com.\"]"));
        stack.resource("google_dns_record_set.pkg-dev")
                .node("rrdatas")
                .isEqualTo(json("[\"199.36.153.4\", \"199.36.153.5\", \"199.36.153.6\", \"199.36.153.7\"]"));
        stack.resource("google_dns_record_set.gstatic-com")
                .node("rrdatas")
                .isEqualTo(json("[\"199.36.153.8\", \"199.36.153.9\", \"199.36.153.10\", \"199.36.153.11\"]"));
    }

    @Test
    void withRestrictedAddressesTheKeysOfIapAreReachedWhereTheLoginNeedsThem() {
        String network =
                "network: {managedBy: kfstack, dns: {ownedBy: network-team, googleApis: restricted}, egress: {}}\n";
        String https = "{\"protocol\": \"tcp\", \"ports\": [\"443\"]}";

        opens(
                network(network),
                "egress-google-apis",
                "[\"199.36.153.4/30\", \"199.36.153.8/30\", \"34.126.0.0/18\"]",
                https);
        opens(network(network + """
                        gateway: {access: []}
                        kubeflow:
                          login: dex
                          connector: {oidc: {issuer: "https://login.example.com", clientId: kubeflow, clientSecret: dex-connector}}
                        secrets:
                          dex-connector: {kubernetes: {secret: auth/dex-connector, keys: {client-secret: stored}}}
                          dex-client: {generate: {password: 32}, kubernetes: {secret: auth/dex-oidc-client, alsoIn: [oauth2-proxy], keys: {OIDC_CLIENT_ID: kubeflow, OIDC_CLIENT_SECRET: generated}}}
                          oauth2-proxy-cookie: {generate: {password: 32}, kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys: {cookie-secret: generated}}}
                        """), "egress-google-apis", "[\"199.36.153.4/30\", \"34.126.0.0/18\"]", https);
    }

    @Test
    void withEgressOnlyWhatIsNeededAndNamedIsOpen() {
        SynthAssert stack = network("""
                network:
                  managedBy: kfstack
                  privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}
                  dns: {ownedBy: network-team, googleApis: private}
                  egress: {allow: {git: {ranges: [203.0.113.7/32], ports: [443, 22]}, office: {ranges: [10.250.0.0/16]}}}
                cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}
                """);

        stack.resource("google_compute_firewall.egress-deny")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host",
                          "network": "projects/example-net-host/global/networks/shared-vpc",
                          "name": "kf-test-egress-deny",
                          "direction": "EGRESS",
                          "priority": 65000,
                          "destination_ranges": ["0.0.0.0/0"],
                          "target_tags": ["kf-test-node"],
                          "deny": [{"protocol": "all"}],
                          "log_config": {"metadata": "INCLUDE_ALL_METADATA"},
                          "depends_on": ["google_project_service.compute"]
                        }
                        """));
        opens(
                stack,
                "egress-cluster",
                "[\"10.10.0.0/24\", \"10.20.0.0/18\", \"172.16.0.0/28\"]",
                "{\"protocol\": \"all\"}");
        opens(
                stack,
                "egress-google-apis",
                "[\"199.36.153.8/30\", \"34.126.0.0/18\"]",
                "{\"protocol\": \"tcp\", \"ports\": [\"443\"]}");
        opens(stack, "egress-private-services", "[\"10.40.0.0/20\"]", "{\"protocol\": \"tcp\"}");
        opens(stack, "egress-to-git", "[\"203.0.113.7/32\"]", "{\"protocol\": \"tcp\", \"ports\": [\"443\", \"22\"]}");
        opens(stack, "egress-to-office", "[\"10.250.0.0/16\"]", "{\"protocol\": \"all\"}");
    }

    private static void opens(SynthAssert stack, String rule, String ranges, String allowed) {
        stack.resource("google_compute_firewall." + rule)
                .node("destination_ranges")
                .isEqualTo(json(ranges));
        stack.resource("google_compute_firewall." + rule).node("allow").isEqualTo(json("[" + allowed + "]"));
        stack.resource("google_compute_firewall." + rule).node("priority").isEqualTo(1000);
    }

    private SynthAssert network(String changes) {
        SynthFixture fixture = new SynthFixture(root);
        fixture.foundation(changes);
        return fixture.stack("kf-test-network");
    }
}
