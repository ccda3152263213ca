package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TeamRulesTest {

    private static final String TEAM =
            "teams: {red: {owner: owner@example.com, contributors: {edit: [%s], view: [%s]}}}";

    private static final String GPU_POOL =
            "nodePools: {gpu: {machineType: g2-standard-12, autoscaling: {totalMin: 0, totalMax:"
                    + " 2}, accelerator: {type: nvidia-l4, count: 1, sharing: {strategy: TIME_SHARING, clients: 4}}}}\n";

    @Test
    void gpuQuotasFitWhatThePoolsCanHold() {
        String teams =
                GPU_POOL + "teams: {red: {owner: a@example.com, quota: {gpu: %s}}, blue: {owner: b@example.com, quota:"
                        + " {gpu: %s}}}";

        assertThat(problems(teams.formatted(4, 4))).isEmpty();
        assertThat(problems(teams.formatted(9, 1)))
                .containsExactly(
                        "teams.red.quota.gpu: must be at most 8, which all GPU pools hold at their maxima, got 9"
                                + " [team-gpus]");
        assertThat(problems(teams.formatted(5, 4)))
                .containsExactly(
                        "warning: teams: the teams' gpu quotas come to 9, and all GPU pools to 8 at their maxima"
                                + " [team-gpus]");
    }

    @Test
    void aPartitionTakesSlicesAndMemory() {
        String h100 =
                "nodePools: {gpu: {machineType: a3-highgpu-1g, autoscaling: {totalMin: 0, totalMax: 1}, accelerator:"
                        + " {type: nvidia-h100-80gb, count: 1, partitionSize: %s}}}\n"
                        + "teams: {red: {owner: a@example.com, quota: {gpu: %s}}}";

        assertThat(problems(h100.formatted("1g.10gb", 7))).isEmpty();
        assertThat(problems(h100.formatted("0g.10gb", 7))).noneMatch(problem -> problem.endsWith("[team-gpus]"));
        assertThat(problems(h100.formatted("1g.20gb", 4))).isEmpty();
        assertThat(problems(h100.formatted("1g.20gb", 5)))
                .containsExactly(
                        "teams.red.quota.gpu: must be at most 4, which all GPU pools hold at their maxima, got 5"
                                + " [team-gpus]");
    }

    @Test
    void aContributorIsNamedOnce() {
        assertThat(problems(TEAM.formatted("a@example.com, b@example.com", "c@example.com")))
                .isEmpty();
        assertThat(problems(TEAM.formatted("a@example.com, a@example.com", "a@example.com")))
                .containsExactly(
                        "teams.red.contributors.edit[1]: a@example.com is a contributor (edit) already"
                                + " [contributor-once]",
                        "teams.red.contributors.view[0]: a@example.com is a contributor (edit) already"
                                + " [contributor-once]");
    }

    @Test
    void theOwnerNeedsNoOtherRole() {
        assertThat(problems(TEAM.formatted("owner@example.com", "")))
                .containsExactly("teams.red.contributors.edit[0]: owner@example.com is the team's owner already"
                        + " [contributor-once]");
    }

    @Test
    void twoContributorsDoNotComeToTheSameName() {
        assertThat(problems(TEAM.formatted("a.b@example.com", "a-b@example.com")))
                .isEmpty();
        assertThat(problems(TEAM.formatted("a.b@example.com, A-b@example.com", "")))
                .containsExactly(
                        "teams.red.contributors.edit[1]: A-b@example.com comes to the same name as a.b@example.com:"
                                + " user-a-b-example-com-clusterrole-edit [contributor-name]");
    }

    private static final String GROUPS =
            "teams: {red: {owner: owner@example.com, groups: {edit: [%s], view: [%s]}}, blue: {owner: owner@example.com,"
                    + " groups: {edit: [red@example.com]}}}";
    private static final String SECURITY_GROUP = "cluster: {securityGroup: gke-security-groups@example.com}\n";

    @Test
    void groupsNeedTheGroupByWhichTheClusterKnowsThem() {
        assertThat(problems(SECURITY_GROUP + GROUPS.formatted("red@example.com", "guests@example.com")))
                .isEmpty();
        assertThat(problems("teams: {red: {owner: owner@example.com, groups: {view: [red@example.com]}}}"))
                .containsExactly(
                        "teams.red.groups: need cluster.securityGroup: without it GKE asks nobody who is in a group (set"
                                + " cluster.securityGroup to gke-security-groups@ and your domain, and make each group a"
                                + " member of it) [team-groups]");
    }

    @Test
    void aTeamNamesAGroupOnceAndTwoTeamsMayShareOne() {
        assertThat(problems(SECURITY_GROUP + GROUPS.formatted("red@example.com", "red@example.com")))
                .containsExactly("teams.red.groups.view[0]: red@example.com is named already (edit) [team-group-once]");
    }

    @Test
    void twoGroupsHaveAddressesOfTheirOwn() {
        assertThat(problems(SECURITY_GROUP + GROUPS.formatted("a.b@example.com", "a_b@example.com")))
                .containsExactly(
                        "teams.red.groups.view[0]: a_b@example.com and a.b@example.com come to the same address in"
                                + " Terraform [team-group-once]");
    }

    @Test
    void aGroupIsAnAddressAndNoMemberOfIam() {
        assertThat(problems(SECURITY_GROUP + GROUPS.formatted("group:red@example.com", "")))
                .singleElement()
                .asString()
                .startsWith("teams.red.groups.edit[0]: ")
                .contains("without group: before it");
    }
}
