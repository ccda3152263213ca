package dev.kfstack.permission;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network.ManagedBy;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What whoever only plans an environment must be allowed: roles that read, each with what a plan reads by it. The values
 * of secrets, and the states, are granted one by one and not on a project.
 */
public record PlannerRoles(Environment environment) {

    /** On the service project. */
    public SortedMap<String, String> inServiceProject() {
        SortedMap<String, String> roles = new TreeMap<>();
        roles.put("roles/certificatemanager.viewer", "the certificate of the Gateway");
        roles.put("roles/compute.viewer", "disks, snapshot schedules, the address of the Gateway");
        roles.put("roles/container.viewer", "cluster, node pools, and what is in the cluster but secrets");
        roles.put("roles/iam.securityReviewer", "who has which role on what");
        roles.put("roles/iam.serviceAccountViewer", "service accounts");
        roles.put("roles/serviceusage.serviceUsageViewer", "APIs");
        roles.put("roles/storage.bucketViewer", "buckets, not what is in them");
        if (!environment.secrets().isEmpty()) {
            roles.put("roles/secretmanager.viewer", "secrets, not their values");
        }
        environment.database().ifPresent(database -> roles.put("roles/cloudsql.viewer", "the database"));
        if (environment.cluster().notifications()) {
            roles.put("roles/pubsub.viewer", "the topic of GKE's notifications");
        }
        environment.encryption().ifPresent(keys -> roles.put("roles/cloudkms.viewer", "keys"));
        environment.backup().gke().ifPresent(plan -> roles.put("roles/gkebackup.viewer", "the plan of Backup for GKE"));
        environment
                .backup()
                .velero()
                .ifPresent(velero -> roles.put("roles/iam.roleViewer", "the custom role of Velero"));
        environment
                .workloadIdentityFederation()
                .ifPresent(forge -> roles.put("roles/iam.workloadIdentityPoolViewer", "whose pipelines get in"));
        environment
                .monitoring()
                .ifPresent(monitoring ->
                        roles.put("roles/monitoring.viewer", "alerts, who is told, the check from outside"));
        environment
                .gateway()
                .dns()
                .filter(dns -> dns.project().isEmpty())
                .ifPresent(dns -> roles.put("roles/dns.reader", "the records of the Gateway"));
        return Collections.unmodifiableSortedMap(roles);
    }

    /** On the host project. */
    public SortedMap<String, String> inHostProject() {
        SortedMap<String, String> roles = new TreeMap<>();
        roles.put("roles/compute.networkViewer", "the network that the cluster and the database are in");
        if (environment.network().managedBy() == ManagedBy.KFSTACK) {
            roles.put("roles/iam.roleViewer", "the custom role of GKE's agent");
            roles.put("roles/iam.securityReviewer", "who has which role on what");
            roles.put("roles/serviceusage.serviceUsageViewer", "APIs");
            if (ownsDns(environment)) {
                roles.put("roles/dns.reader", "private zones of the network");
            }
        }
        return Collections.unmodifiableSortedMap(roles);
    }

    /** Whether the environment's network stack creates the zones of the network. */
    static boolean ownsDns(Environment environment) {
        return environment.network().dns().stream()
                .anyMatch(dns -> dns.ownedBy().equals(environment.name()));
    }
}
