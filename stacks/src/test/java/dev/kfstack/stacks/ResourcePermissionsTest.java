package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Environment;
import dev.kfstack.names.Stack;
import dev.kfstack.permission.ApplierRoles;
import dev.kfstack.permission.PlannerRoles;
import dev.kfstack.permission.ResourcePermissions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/permissions.md says of the types of resources, held against what the stacks of an environment with all there is hold. */
class ResourcePermissionsTest {

    private static final String ALL = """
            network: {managedBy: kfstack, psc: {name: psc, cidr: 10.41.0.0/28}, dns: {ownedBy: kf-test, googleApis: private}}
            encryption: {}
            cluster: {notifications: true, controlPlane: {access: {privateSubnetwork: {name: control-plane, cidr: 10.42.0.0/28}}}}
            database: {tier: db-custom-2-7680, iamUsers: ["group:ml@example.com"]}
            disks:
              zonal: {sizeGb: 200, zones: [europe-west1-b], snapshots: {at: "02:00", keepDays: 7}, claim: kubeflow/a}
              regional: {sizeGb: 200, zones: [europe-west1-b, europe-west1-c], snapshots: {at: "02:00", keepDays: 7}}
            buckets: {backup: {}}
            serviceAccounts: {pipelines: {buckets: {backup: roles/storage.objectUser}, kubernetes: [kubeflow/ml-pipeline]}}
            secrets:
              mysql:
                generate: {password: 32}
                databaseUser: kubeflow
                kubernetes: {secret: kubeflow/mysql-secret, keys: {password: generated}}
            workloadIdentityFederation: {github: {repository: example/kubeflow-platform}}
            gateway:
              access: ["group:kubeflow-users@example.com"]
              dns: {managedZone: example-com}
              securityPolicy: {allow: {office: 203.0.113.0/24}}
            monitoring: {notificationChannels: {oncall: oncall@example.com}}
            kubeflow: {components: [profiles, katib]}
            backup:
              velero: {schedules: {daily: {cron: "30 1 * * *", resources: all, keepHours: 720}}}
              gke: {cron: "0 3 * * *", keepDays: 30}
            """;

    @TempDir
    static Path root;

    private static SynthFixture fixture;
    private static Environment environment;

    @BeforeAll
    static void synthesize() {
        fixture = new SynthFixture(root).environment("kf-test", ALL).validated();
        environment = fixture.read("kf-test").get(0).environment();
        fixture.synth();
    }

    private static List<String> typesIn(Stack stack) {
        return fixture.stack("kf-test-" + stack.suffix()).addresses().stream()
                .map(address -> address.substring(0, address.indexOf('.')))
                .distinct()
                .toList();
    }

    @Test
    void everyTypeThatAStackHoldsHasItsPermissions() {
        for (Stack stack : Stack.values()) {
            assertThat(ResourcePermissions.all())
                    .filteredOn(row -> row.stack() == stack)
                    .extracting(ResourcePermissions::type)
                    .doesNotHaveDuplicates()
                    .as(stack.suffix())
                    .containsAll(typesIn(stack));
        }
    }

    @Test
    void theRolesThatHoldThePermissionsAreGranted() {
        PlannerRoles planner = new PlannerRoles(environment);
        ApplierRoles applier = new ApplierRoles(environment);
        for (ResourcePermissions row : ResourcePermissions.all()) {
            boolean host = row.stack() == Stack.NETWORK;
            Set<String> plans = (host ? planner.inHostProject() : planner.inServiceProject()).keySet();
            Set<String> applies = (host ? applier.inHostProject() : applier.inServiceProject()).keySet();
            if (!row.plannerRole().equals(ResourcePermissions.CUSTOM_ROLE)) {
                assertThat(plans).as(row.toString()).contains(row.plannerRole());
            }
            if (!row.applierRole().equals(ResourcePermissions.ABOVE_THE_PROJECT)) {
                assertThat(applies).as(row.toString()).contains(row.applierRole());
            }
        }
    }
}
