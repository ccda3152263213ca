package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamingRulesTest {

    @Test
    void theEnvironmentIsNamedLikeItsFile() {
        assertThat(problems("environment: kf-test")).isEmpty();
        assertThat(problems("environment: kf-tset"))
                .containsExactly("environment: must be the file's name, kf-test, got \"kf-tset\""
                        + " (write environment: kf-test, or rename the file) [environment-name]");
    }

    @Test
    void aClusterNameHasAtMost40Characters() {
        assertThat(problemsOf("cluster-name-length", "environment: " + "e".repeat(40)))
                .isEmpty();
        assertThat(problemsOf("cluster-name-length", "environment: " + "e".repeat(41)))
                .containsExactly("environment: the cluster's name \"" + "e".repeat(41)
                        + "\" has 41 characters, allowed are" + " 40 (shorten it by 1) [cluster-name-length]");
    }

    @Test
    void theEnvironmentsNameLeavesRoomForKfstacksOwnAccounts() {
        assertThat(problemsOf("account-name-length", "environment: " + "e".repeat(21)))
                .isEmpty();
        assertThat(problemsOf("account-name-length", "environment: " + "e".repeat(22)))
                .containsExactly("environment: the account id of kfstack's service account cloudsql \"" + "e".repeat(22)
                        + "-cloudsql\" has 31 characters, allowed are 30 (shorten it by 1) [account-name-length]");
    }

    @Test
    void anAccountIdHas6To30Characters() {
        assertThat(problems("serviceAccounts: {" + "a".repeat(22) + ": {}}")).isEmpty();
        assertThat(problems("serviceAccounts: {" + "a".repeat(23) + ": {}}"))
                .containsExactly("serviceAccounts." + "a".repeat(23) + ": the account id \"kf-test-" + "a".repeat(23)
                        + "\" has 31 characters, allowed are 30 (shorten it by 1) [account-name-length]");
        assertThat(problemsOf("account-name-length", "{environment: kf, serviceAccounts: {abc: {}}}"))
                .isEmpty();
        assertThat(problemsOf("account-name-length", "{environment: kf, serviceAccounts: {ab: {}}}"))
                .containsExactly("serviceAccounts.ab: the account id \"kf-ab\" has fewer than 6 characters"
                        + " [account-name-length]");
    }

    @Test
    void kfstacksOwnAccountsCannotBeDeclared() {
        assertThat(problems("serviceAccounts: {node: {}}")).isEmpty();
        assertThat(problems("serviceAccounts: {nodes: {}}"))
                .containsExactly("serviceAccounts.nodes: \"nodes\" is a service account that kfstack makes itself;"
                        + " reserved: nodes, cloudsql, velero, planner, applier [account-name-reserved]");
    }

    @Test
    void kfstacksOwnLabelsCannotBeSet() {
        assertThat(problems("labels: {environments: a, managed_by: b}")).isEmpty();
        assertThat(problems("labels: {environment: a, managed-by: b}"))
                .containsExactly(
                        "labels.environment: \"environment\" is a label that kfstack writes itself [labels-reserved]",
                        "labels.managed-by: \"managed-by\" is a label that kfstack writes itself [labels-reserved]");
    }

    @Test
    void aBucketNameHasAtMost63CharactersWithProjectAndEnvironment() {
        int free = 63 - "example-kf-test-kf-test-".length();
        assertThat(problems("buckets: {" + "b".repeat(free) + ": {}}")).isEmpty();
        assertThat(problems("buckets: {" + "b".repeat(free + 1) + ": {}}"))
                .containsExactly("buckets." + "b".repeat(free + 1) + ": the bucket's name \"example-kf-test-kf-test-"
                        + "b".repeat(free + 1)
                        + "\" has 64 characters, allowed are 63 (shorten it by 1) [bucket-name]");
    }

    @Test
    void aBucketNameDoesNotSpeakOfGoogle() {
        assertThat(problems("buckets: {goog: {}}")).isEmpty();
        assertThat(problems("buckets: {my-google: {}}"))
                .containsExactly("buckets.my-google: the bucket's name \"example-kf-test-kf-test-my-google\" must not"
                        + " contain google or begin with goog [bucket-name]");
        assertThat(problems("{project: {id: goog-project}, buckets: {artifacts: {}}}"))
                .containsExactly("buckets.artifacts: the bucket's name \"goog-project-kf-test-artifacts\" must not"
                        + " contain google or begin with goog [bucket-name]");
    }

    @Test
    void aDiskNameHasAtMost63CharactersWithTheEnvironment() {
        String disk = ": {sizeGb: 10, zones: [europe-west1-b]}}";
        assertThat(problems("disks: {" + "d".repeat(55) + disk)).isEmpty();
        assertThat(problems("disks: {" + "d".repeat(56) + disk))
                .containsExactly("disks." + "d".repeat(56) + ": the disk's name \"kf-test-" + "d".repeat(56)
                        + "\" has 64 characters, allowed are 63 (shorten it by 1) [disk-name-length]");
    }

    @Test
    void destinationsAndDomainsHaveNamesOf63CharactersWithTheEnvironment() {
        String network = "network: {egress: {allow: {%s: {ranges: [203.0.113.7/32]}}}, dns: {ownedBy: network-team,"
                + " googleApis: private, forwarding: {%s: {domain: corp, resolvers: [10.250.0.53]}}}}\n"
                + "kubeflow: {images: {mirror: europe-docker.pkg.dev/example-images/kubeflow}}";
        assertThat(problems(network.formatted("e".repeat(45), "f".repeat(47)))).isEmpty();
        assertThat(problems(network.formatted("e".repeat(46), "f".repeat(48))))
                .containsExactly(
                        "network.egress.allow." + "e".repeat(46) + ": the firewall rule's name \"kf-test-egress-to-"
                                + "e".repeat(46)
                                + "\" has 64 characters, allowed are 63 (shorten it by 1) [network-name-length]",
                        "network.dns.forwarding." + "f".repeat(48) + ": the zone's name \"kf-test-forward-"
                                + "f".repeat(48)
                                + "\" has 64 characters, allowed are 63 (shorten it by 1) [network-name-length]");
    }

    @Test
    void aNodePoolNameHasAtMost40Characters() {
        String pool = ": {machineType: e2-standard-4, autoscaling: {totalMin: 0, totalMax: 1}}}";
        assertThat(problems("nodePools: {" + "p".repeat(40) + pool)).isEmpty();
        assertThat(problems("nodePools: {" + "p".repeat(41) + pool))
                .containsExactly("nodePools." + "p".repeat(41) + ": the name \"" + "p".repeat(41)
                        + "\" has 41 characters, allowed are 40 (shorten it by 1) [node-pool-name-length]");
    }

    @Test
    void projectAndDatabaseInstanceHaveAtMost98CharactersTogether() {
        String database = ", project: {id: " + "p".repeat(30) + "}, database: {tier: db-f1-micro}}";
        int free = 98 - 30 - ":-kubeflow-1".length();
        assertThat(problemsOf("database-name-length", "{environment: " + "e".repeat(free) + database))
                .isEmpty();
        assertThat(problemsOf("database-name-length", "{environment: " + "e".repeat(free + 1) + database))
                .singleElement()
                .asString()
                .startsWith("database.instanceSuffix: project and instance \"" + "p".repeat(30) + ":eee")
                .endsWith("e-kubeflow-1\" has 99 characters, allowed are 98 (shorten it by 1) [database-name-length]");
    }

    @Test
    void aSecretIdHasAtMost255CharactersWithTheEnvironment() {
        assertThat(problems("secrets: {" + "s".repeat(247) + ": {}}")).isEmpty();
        assertThat(problems("secrets: {" + "s".repeat(248) + ": {}}"))
                .singleElement()
                .asString()
                .startsWith("secrets.sss")
                .endsWith("s\" has 256 characters, allowed are 255 (shorten it by 1) [secret-name-length]");
    }

    @Test
    void theBucketOfPlansIsKfstacksOwn() {
        assertThat(problems("buckets: {plan: {}}")).isEmpty();
        assertThat(problems("buckets: {plans: {}}"))
                .containsExactly("buckets.plans: is the bucket that kfstack makes for the plans of pipelines: name it"
                        + " otherwise [bucket-name-reserved]");
    }

    @Test
    void aWorkloadIdentityPoolDoesNotBeginAsGooglesOwnDo() {
        String github = ", workloadIdentityFederation: {github: {repository: example/kubeflow-platform}}}";
        assertThat(problems("{environment: kf-test" + github)).isEmpty();
        assertThat(problemsOf("workload-identity-pool-name", "{environment: gcp-test}"))
                .isEmpty();
        assertThat(problemsOf("workload-identity-pool-name", "{environment: gcp-test" + github))
                .containsExactly(
                        "environment: the workload identity pool \"gcp-test-ci\" must not begin with gcp-, which"
                                + " Google keeps for itself [workload-identity-pool-name]");
    }

    @Test
    void aTeamsNameIsThatOfAFreeNamespace() {
        String team = ": {owner: owner@example.com}}";
        assertThat(problems("teams: {" + "t".repeat(63) + team)).isEmpty();
        assertThat(problems("teams: {" + "t".repeat(64) + team))
                .containsExactly("teams." + "t".repeat(64) + ": the namespace's name \"" + "t".repeat(64)
                        + "\" has 64 characters, allowed are 63 (shorten it by 1) [team-name]");
        assertThat(problems("teams: {kubeflow" + team))
                .containsExactly(
                        "teams.kubeflow: \"kubeflow\" is a namespace of the platform, not of a team [team-name]");
        assertThat(problems("teams: {kube-team" + team))
                .containsExactly(
                        "teams.kube-team: \"kube-team\" is a namespace of the platform, not of a team [team-name]");
        assertThat(problems("teams: {gke-team" + team))
                .containsExactly(
                        "teams.gke-team: \"gke-team\" is a namespace of the platform, not of a team [team-name]");
        assertThat(problems("teams: {gmp-system" + team))
                .containsExactly(
                        "teams.gmp-system: \"gmp-system\" is a namespace of the platform, not of a team [team-name]");
        assertThat(problems("teams: {kubernetes" + team)).isEmpty();
    }

    @Test
    void aTeamIsNotNamedLikeTheNamespaceOfArgoCd() {
        String team =
                "teams: {gitops: {owner: o@example.com}}\nargocd: {repository: \"https://example.com/r\", namespace: %s}";

        assertThat(problems(team.formatted("argocd"))).isEmpty();
        assertThat(problems(team.formatted("gitops")))
                .containsExactly("teams.gitops: \"gitops\" is a namespace of the platform, not of a team [team-name]");
    }

    @Test
    void resourcesHaveRoomForSixtyFourLabels() {
        String most =
                IntStream.rangeClosed(1, 61).mapToObj(i -> "l" + i + ": x").collect(Collectors.joining(", "));

        assertThat(problemsOf("labels-count", "labels: {" + most + "}")).isEmpty();
        assertThat(problemsOf("labels-count", "labels: {" + most + ", l62: x}"))
                .containsExactly("labels: must be at most 61 labels, got 62 [labels-count]");
    }
}
