package dev.kfstack.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkAnswerFileTest {

    private static final String AS_ASKED = """
            hostProject: example-net-host
            network: shared-vpc
            region: europe-west1
            subnetwork: {name: kf-test, cidr: 10.10.0.0/24}
            pods: {rangeName: kf-test-pods, cidr: 10.20.0.0/18}
            services: {rangeName: kf-test-services, cidr: 10.30.0.0/22}
            serviceProject: example-kf-test
            apis: [cloudresourcemanager.googleapis.com, compute.googleapis.com, container.googleapis.com, iam.googleapis.com]
            grants:
              service-481516234201@container-engine-robot.iam.gserviceaccount.com:
                - roles/compute.networkUser
                - roles/container.hostServiceAgentUser
                - projects/example-net-host/roles/kf_test_gke_firewall
              481516234201@cloudservices.gserviceaccount.com: [roles/compute.networkUser]
            firewall:
              webhooks: {from: [10.10.0.0/24, 10.20.0.0/18], ports: [8443, 10250]}
              health: {from: [130.211.0.0/22, 35.191.0.0/16]}
            """;

    private static final String EGRESS = """
            network:
              dns:
                ownedBy: network-team
                googleApis: private
                forwarding: {corp: {domain: corp.example.com, resolvers: [10.250.0.53, 10.250.0.54]}}
              egress: {allow: {git: {ranges: [203.0.113.7/32], ports: [22, 443]}}}
            """;

    @TempDir
    Path folder;

    @Test
    void anAnswerAsAskedIsFine() throws IOException {
        assertThat(check(AS_ASKED, "")).isEmpty();
    }

    @Test
    void everyDifferenceIsSaidWithBothValues() throws IOException {
        String answer = AS_ASKED.replace("pods, cidr: 10.20.0.0/18", "pods, cidr: 10.60.0.0/20")
                .replace("name: kf-test,", "name: kf-tests,");

        assertThat(check(answer, ""))
                .containsExactly(
                        "subnetwork.name: is kf-tests, and base.yaml:11 asks for kf-test [network-answer]",
                        "pods.cidr: is 10.60.0.0/20, and base.yaml:12 asks for 10.20.0.0/18 [network-answer]");
    }

    @Test
    void whatIsMissingAndWhatNobodyAskedForIsSaidToo() throws IOException {
        String psc = "psc: {name: kf-psc, cidr: 10.41.0.0/28}\n";
        String services = "network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}}";

        assertThat(check(AS_ASKED + psc, services))
                .containsExactlyInAnyOrder(
                        "privateServices.name: is missing, and kf-test.yaml:1 asks for kf-psa [network-answer]",
                        "privateServices.cidr: is missing, and kf-test.yaml:1 asks for 10.40.0.0/20 [network-answer]",
                        "apis: servicenetworking.googleapis.com is missing, and kf-test.yaml:1 asks for it [network-answer]",
                        "psc.name: is kf-psc, and kf-test.yaml does not ask for one [network-answer]",
                        "psc.cidr: is 10.41.0.0/28, and kf-test.yaml does not ask for one [network-answer]");
    }

    @Test
    void apisAndGrantsOfTheHostProjectAreThere() throws IOException {
        String answer = AS_ASKED.replace("compute.googleapis.com, ", "")
                .replace("    - roles/container.hostServiceAgentUser\n", "")
                .replace("  481516234201@cloudservices.gserviceaccount.com: [roles/compute.networkUser]\n", "")
                .replace("serviceProject: example-kf-test", "serviceProject: example-kf-dev");

        assertThat(check(answer, ""))
                .containsExactlyInAnyOrder(
                        "serviceProject: is example-kf-dev, and base.yaml:4 asks for example-kf-test [network-answer]",
                        "apis: compute.googleapis.com is missing, and base.yaml:8 asks for it [network-answer]",
                        "grants[\"service-481516234201@container-engine-robot.iam.gserviceaccount.com\"]:"
                                + " roles/container.hostServiceAgentUser is missing, and base.yaml:8 asks for it"
                                + " [network-answer]",
                        "grants[\"481516234201@cloudservices.gserviceaccount.com\"]: roles/compute.networkUser is missing,"
                                + " and base.yaml:8 asks for it [network-answer]");
    }

    @Test
    void theFirewallLetsThroughWhatTheRequestHasUnderWhateverName() throws IOException {
        String two = AS_ASKED.replace(
                "ports: [8443, 10250]}", "ports: [8443]}\n  more: {from: [10.0.0.0/8], ports: [10250]}");

        assertThat(check(two, "")).isEmpty();
        assertThat(check(AS_ASKED.replace(", 10250]", "]").replace("from: [130.211.0.0/22, ", "from: ["), ""))
                .containsExactlyInAnyOrder(
                        "firewall: nothing lets tcp 10250 in from 10.10.0.0/24, 10.20.0.0/18, as kf-test-webhooks would,"
                                + " which base.yaml:19 asks for [network-answer]",
                        "firewall: nothing lets tcp in from 130.211.0.0/22, as kf-test-health-checks would, which"
                                + " base.yaml:7 asks for [network-answer]");
    }

    @Test
    void theWayOutIsClosedButForWhatTheRequestOpens() throws IOException {
        String dns = "dns: {forwarding: {a: {domain: corp.example.com, resolvers: [10.250.0.54, 10.250.0.53]}},"
                + " googleApis: private}\n";
        String out = """
                closed: {to: [0.0.0.0/0], protocol: all, denies: true}
                own: {to: [10.0.0.0/8], protocol: all}
                google: {to: [199.36.153.8/30, 34.126.0.0/18], ports: [443]}
                git: {to: [203.0.113.0/24], ports: [22, 443]}
                """.indent(2);
        String asked = AS_ASKED.replace("iam.googleapis.com]", "iam.googleapis.com, dns.googleapis.com]") + out + dns;

        assertThat(check(asked, EGRESS)).isEmpty();
        assertThat(check(asked.replace("  google: {to: [199.36.153.8/30, 34.126.0.0/18], ports: [443]}\n", ""), EGRESS))
                .as("what is denied is not open")
                .containsExactly("firewall: nothing lets tcp 443 out to 199.36.153.8/30, 34.126.0.0/18, as"
                        + " kf-test-egress-google-apis would, which kf-test.yaml:6 asks for [network-answer]");
        assertThat(check(
                        asked.replace(", denies: true", "")
                                .replace("protocol: all}", "ports: [80]}")
                                .replace("[22, 443]", "[443]"),
                        EGRESS))
                .containsExactlyInAnyOrder(
                        "firewall: nothing denies all protocols out to 0.0.0.0/0, as kf-test-egress-deny would, which"
                                + " kf-test.yaml:6 asks for [network-answer]",
                        "firewall: nothing lets all protocols out to 10.10.0.0/24, 10.20.0.0/18, as kf-test-egress-cluster"
                                + " would, which kf-test.yaml:6 asks for [network-answer]",
                        "firewall: nothing lets tcp 22 out to 203.0.113.7/32, as kf-test-egress-to-git would, which"
                                + " kf-test.yaml:6 asks for [network-answer]");
    }

    @Test
    void theZonesAreThereUnderWhateverName() throws IOException {
        String answer = AS_ASKED.replace("iam.googleapis.com]", "iam.googleapis.com, dns.googleapis.com]");
        String zones = "network: {dns: {ownedBy: network-team, googleApis: private, forwarding: {corp: {domain:"
                + " corp.example.com, resolvers: [10.250.0.53, 10.250.0.54]}}}}\n";
        String given = "dns: {forwarding: {a: {domain: corp.example.com, resolvers: [10.250.0.54, 10.250.0.53]}},"
                + " googleApis: private}\n";

        assertThat(check(answer + given, zones)).isEmpty();
        assertThat(check(answer, zones))
                .containsExactly(
                        "dns.forwarding: corp.example.com is missing, and kf-test.yaml:1 asks for 10.250.0.53,"
                                + " 10.250.0.54 [network-answer]",
                        "dns.googleApis: is missing, and kf-test.yaml:1 asks for private [network-answer]");
        assertThat(check(answer + given.replace(", 10.250.0.53", "").replace("private", "restricted"), zones))
                .containsExactly(
                        "dns.forwarding.a.resolvers: is 10.250.0.54, and kf-test.yaml:1 asks for 10.250.0.53, 10.250.0.54"
                                + " [network-answer]",
                        "dns.googleApis: is restricted, and kf-test.yaml:1 asks for private [network-answer]");
        assertThat(check(AS_ASKED, zones.replace("network-team", "kf-test"))).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsSaidOnce() throws IOException {
        String answer = AS_ASKED.replace("pods, cidr: 10.20.0.0/18", "pods, cidr: 10.20.0.0/33")
                .replace("region: europe-west1\n", "")
                .replace("[8443, 10250]", "[84433]");

        assertThat(check(answer, "")).hasSize(3).noneMatch(problem -> problem.contains("[network-answer]"));
    }

    private List<String> check(String answer, String changes) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("answer.yaml"), answer);
        NetworkAnswerFile.check(
                file, Fixture.read("kf-test", changes, problems), new TreeSet<>(Set.of(8443, 10250)), problems);
        return Fixture.describe(problems);
    }
}
