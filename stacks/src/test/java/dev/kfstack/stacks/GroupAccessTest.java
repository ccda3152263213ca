package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupAccessTest {

    private static final String TEAMS = """
            cluster: {securityGroup: gke-security-groups@example.com}
            teams:
              red: {owner: owner@example.com, groups: {edit: [red@example.com], view: [guests@example.com]}}
              blue: {owner: owner@example.com, groups: {view: [guests@example.com]}}
            """;

    @TempDir
    Path root;

    @Test
    void groupsOfTeamsReachTheApiAndMayNothingThere() {
        SynthAssert foundation = new SynthFixture(root).foundation(TEAMS);

        foundation
                .resource("google_project_iam_member.cluster-access_group_red_example_com")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test",
                          "role": "roles/container.clusterViewer",
                          "member": "group:red@example.com",
                          "depends_on": ["google_project_service.cloudresourcemanager"]
                        }
                        """));
    }

    @Test
    void aGroupOfTwoTeamsIsGrantedOnce() {
        assertThat(new SynthFixture(root).foundation(TEAMS).addresses())
                .filteredOn(address -> address.contains("cluster-access"))
                .containsExactlyInAnyOrder(
                        "google_project_iam_member.cluster-access_group_guests_example_com",
                        "google_project_iam_member.cluster-access_group_red_example_com");
    }

    @Test
    void withoutGroupsNobodyElseReachesTheApi() {
        assertThat(new SynthFixture(root).foundation("").addresses())
                .noneMatch(address -> address.contains("cluster-access"));
    }
}
