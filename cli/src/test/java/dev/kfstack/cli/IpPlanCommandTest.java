package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpPlanCommandTest {

    @TempDir
    Path work;

    private Path environments;

    @BeforeEach
    void twoEnvironmentsOnOneNetworkAndOneOnAnother() throws IOException {
        environments = work.resolve("environments");
        Files.createDirectories(environments);
        Files.writeString(environments.resolve("base.yaml"), """
                apiVersion: kfstack.dev/v1
                tier: test
                project: {id: "example-{environment}", number: "481516234201"}
                location: {region: europe-west1, zones: [europe-west1-b]}
                terraform: {backend: {local: {}}}
                network:
                  hostProject: {id: example-net-host, number: "100000000001"}
                  network: shared-vpc
                  managedBy: network-team
                  subnetwork: {name: "{environment}"}
                  pods: {rangeName: "{environment}-pods"}
                  services: {rangeName: "{environment}-services"}
                  reserved: {office: 10.9.0.0/16}
                nodePools:
                  standard: {machineType: n2-standard-8, autoscaling: {totalMin: 1, totalMax: 10}}
                kubeflow: {version: "26.03", hostname: kubeflow.example.com, components: [profiles]}
                """);
        environment("kf-a", "shared-vpc", "10.10.0.0/24", "10.20.0.0/20", "10.30.0.0/22");
        environment("kf-b", "shared-vpc", "10.8.0.0/26", "10.16.0.0/20", "10.31.0.0/22");
        environment("kf-c", "other-vpc", "10.10.0.0/24", "10.20.0.0/20", "10.30.0.0/22");
    }

    private void environment(String name, String network, String nodes, String pods, String services)
            throws IOException {
        Files.writeString(environments.resolve(name + ".yaml"), """
                environment: %s
                network:
                  network: %s
                  subnetwork: {cidr: %s}
                  pods: {cidr: %s}
                  services: {cidr: %s}
                """.formatted(name, network, nodes, pods, services));
    }

    @Test
    void showsTheRangesOfEachNetworkInOrderWithTheirNeedAtTheBusiest() {
        Run run = kfstack();

        assertThat(run.exitCode()).isZero();
        // 10 nodes, one more during an upgrade, and the pool GKE begins with; 128 addresses a node
        assertThat(run.out()).isEqualTo("""
                example-net-host/other-vpc
                  10.9.0.0/16   reserved range office                                65536       kf-c
                  10.10.0.0/24  nodes                  #...................      12 of 252   5%  kf-c
                  10.20.0.0/20  pods                   ########............   1536 of 4096  38%  kf-c
                  10.30.0.0/22  services                                              1024       kf-c

                example-net-host/shared-vpc
                  10.8.0.0/26   nodes                  ####................       12 of 60  20%  kf-b
                  10.9.0.0/16   reserved range office                                65536       kf-a, kf-b
                  10.10.0.0/24  nodes                  #...................      12 of 252   5%  kf-a
                  10.16.0.0/20  pods                   ########............   1536 of 4096  38%  kf-b
                  10.20.0.0/20  pods                   ########............   1536 of 4096  38%  kf-a
                  10.30.0.0/22  services                                              1024       kf-a
                  10.31.0.0/22  services                                              1024       kf-b
                """);
    }

    @Test
    void showsTheNamedEnvironmentsAlone() {
        assertThat(kfstack("kf-c").out()).contains("other-vpc").doesNotContain("shared-vpc");
    }

    @Test
    void tellsProgramsTheSame() {
        Run run = kfstack("kf-b", "--output", "json");

        assertThatJson(run.out())
                .node("ranges[0]")
                .isEqualTo("{network: 'example-net-host/shared-vpc', cidr: '10.8.0.0/26', use: 'nodes',"
                        + " environments: ['kf-b'], capacity: 60, needed: 12, percent: 20}");
        assertThatJson(run.out()).node("ranges[1].needed").isAbsent();
    }

    @Test
    void saysWhatIsWrongInsteadOfShowingAPlanThatCannotBe() throws IOException {
        environment("kf-b", "shared-vpc", "10.10.0.0/25", "10.16.0.0/20", "10.31.0.0/22");

        Run run = kfstack();

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("[range-overlap-environments]");
    }

    private Run kfstack(String... names) {
        String[] args = new String[names.length + 3];
        args[0] = "ip-plan";
        args[1] = "--environments";
        args[2] = environments.toString();
        System.arraycopy(names, 0, args, 3, names.length);
        return Run.kfstack(args);
    }
}
