package dev.kfstack.permission;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.environment.Network.ManagedBy;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What whoever applies an environment must be allowed: roles, each with what asks for it. */
public record ApplierRoles(Environment environment) {

    /** On the service project. */
    public SortedMap<String, String> inServiceProject() {
        SortedMap<String, String> roles = new TreeMap<>();
        roles.put("roles/certificatemanager.owner", "the certificate of the Gateway");
        roles.put("roles/compute.loadBalancerAdmin", "the address of the Gateway, and which TLS it speaks");
        roles.put("roles/compute.storageAdmin", "disks, snapshot schedules");
        roles.put("roles/container.admin", "cluster, node pools, and the secrets in the cluster");
        roles.put("roles/iam.serviceAccountAdmin", "service accounts and who acts as them");
        roles.put("roles/iam.serviceAccountUser", "node pools run as a service account");
        roles.put("roles/resourcemanager.projectIamAdmin", "roles of the service accounts");
        roles.put("roles/serviceusage.serviceUsageAdmin", "APIs");
        roles.put("roles/storage.admin", "buckets, and the states in theirs");
        if (!environment.secrets().isEmpty()) {
            roles.put("roles/secretmanager.admin", "secrets; a plan reads them to hand them to the cluster");
        }
        environment.database().ifPresent(database -> roles.put("roles/cloudsql.admin", "the database"));
        if (environment.cluster().notifications()) {
            roles.put("roles/pubsub.editor", "the topic of GKE's notifications");
        }
        environment
                .encryption()
                .ifPresent(keys -> roles.put("roles/cloudkms.admin", "keys and who encrypts with them"));
        environment.backup().gke().ifPresent(plan -> roles.put("roles/gkebackup.admin", "the plan of Backup for GKE"));
        environment
                .backup()
                .velero()
                .ifPresent(velero -> roles.put("roles/iam.roleAdmin", "the custom role of Velero"));
        environment
                .workloadIdentityFederation()
                .ifPresent(forge -> roles.put("roles/iam.workloadIdentityPoolAdmin", "whose pipelines get in"));
        environment.monitoring().ifPresent(monitoring -> {
            roles.put("roles/monitoring.alertPolicyEditor", "alerts");
            roles.put("roles/monitoring.notificationChannelEditor", "who is told");
            roles.put("roles/monitoring.uptimeCheckConfigEditor", "the check of the dashboard from outside");
        });
        gateway(roles);
        return Collections.unmodifiableSortedMap(roles);
    }

    private void gateway(SortedMap<String, String> roles) {
        if (environment.kubeflow().login() == Login.IAP
                && !environment.gateway().access().isEmpty()) {
            roles.put("roles/iap.admin", "who passes Identity-Aware Proxy");
        }
        environment
                .gateway()
                .securityPolicy()
                .ifPresent(policy -> roles.put("roles/compute.securityAdmin", "the policy of Cloud Armor"));
        environment
                .gateway()
                .dns()
                .filter(dns -> dns.project().isEmpty())
                .ifPresent(dns -> roles.put("roles/dns.admin", "the records of the Gateway"));
    }

    /** On the host project. */
    public SortedMap<String, String> inHostProject() {
        SortedMap<String, String> roles = new TreeMap<>();
        if (environment.network().managedBy() == ManagedBy.KFSTACK) {
            roles.put("roles/compute.networkAdmin", "subnetwork, router, NAT, private services");
            roles.put("roles/compute.securityAdmin", "firewall rules");
            roles.put("roles/iam.roleAdmin", "the custom role of GKE's agent");
            roles.put("roles/resourcemanager.projectIamAdmin", "roles of Google's agents");
            roles.put("roles/serviceusage.serviceUsageAdmin", "APIs");
            if (PlannerRoles.ownsDns(environment)) {
                roles.put("roles/dns.admin", "private zones of the network");
            }
        } else {
            roles.put("roles/compute.networkUser", "the cluster and the database are put into the network");
        }
        return Collections.unmodifiableSortedMap(roles);
    }
}
