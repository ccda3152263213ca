package dev.kfstack.permission;

import static java.util.stream.Collectors.joining;

import dev.kfstack.Fixture;
import dev.kfstack.Page;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionsPageTest {

    /** Has all that asks for a role. */
    private static final String ALL = """
            network: {managedBy: kfstack, psc: {name: psc, cidr: 10.41.0.0/28}, dns: {ownedBy: kf-test}}
            cluster: {notifications: true}
            encryption: {}
            database: {tier: db-custom-2-7680}
            buckets: {backup: {}}
            secrets: {mysql: {generate: {password: 32}}}
            workloadIdentityFederation: {github: {repository: example/kubeflow-platform}}
            gateway: {dns: {managedZone: example-com}, securityPolicy: {allow: {office: 203.0.113.0/24}}}
            monitoring: {notificationChannels: {oncall: oncall@example.com}}
            backup:
              velero: {schedules: {daily: {cron: "30 1 * * *", resources: all, keepHours: 720}}}
              gke: {cron: "0 3 * * *", keepDays: 30}
            """;

    @Test
    void thePageHasTheRolesThatAreGrantedAndThePermissionsOfEveryType() {
        Environment all = Fixture.environment(ALL);
        Environment inForeignNetwork = Fixture.environment("");
        PlannerRoles planner = new PlannerRoles(all);
        ApplierRoles applier = new ApplierRoles(all);
        String page = "\n## Who plans\n"
                + roles("On the service project", planner.inServiceProject())
                + roles("On the host project, with `managedBy: kfstack`", planner.inHostProject())
                + roles(
                        "On the host project, with `managedBy: network-team`",
                        new PlannerRoles(inForeignNetwork).inHostProject())
                + "\n## Who applies\n"
                + roles("On the service project", applier.inServiceProject())
                + roles("On the host project, with `managedBy: kfstack`", applier.inHostProject())
                + roles(
                        "On the host project, with `managedBy: network-team`",
                        new ApplierRoles(inForeignNetwork).inHostProject())
                + "\n## By type of resource\n";
        for (Stack stack : Stack.values()) {
            page += types(stack);
        }
        Page.assertEquals("permissions.md", page);
    }

    private static String roles(String where, Map<String, String> roles) {
        return "\n%s:\n\n| role | for |\n|---|---|\n".formatted(where)
                + roles.entrySet().stream()
                        .map(role -> "| `%s` | %s |\n".formatted(role.getKey(), role.getValue()))
                        .collect(joining());
    }

    private static String types(Stack stack) {
        return "\n### `<env>-%s`\n\n| type | a plan reads by | in | an apply also needs | in |\n|---|---|---|---|---|\n"
                        .formatted(stack.suffix())
                + ResourcePermissions.all().stream()
                        .filter(row -> row.stack() == stack)
                        .map(row -> "| `%s` | %s | `%s` | %s | `%s` |\n"
                                .formatted(row.type(), row.reads(), row.plannerRole(), row.writes(), row.applierRole()))
                        .collect(joining());
    }
}
