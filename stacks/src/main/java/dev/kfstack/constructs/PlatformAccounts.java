package dev.kfstack.constructs;

import dev.kfstack.environment.Environment;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.constructs.Construct;

/** All Google service accounts of an environment, each with the least it needs: kfstack's own and the environment's. */
public final class PlatformAccounts extends EnvironmentConstruct {

    /**
     * What a node does as itself: report logs and metrics, be billed for the APIs it calls, pull images.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts">the least a node needs</a>
     */
    private static final List<String> NODE_ROLES = List.of(
            "roles/artifactregistry.reader",
            "roles/container.defaultNodeServiceAccount",
            "roles/serviceusage.serviceUsageConsumer");

    /** The bucket that Velero writes to. */
    private static final String BACKUP_BUCKET = "backup";

    /**
     * The accounts are derived from the environment.
     *
     * @param buckets the environment's, by name
     */
    public record Props(ResourceNames names, EnabledServices services, Map<String, GcsBucket> buckets) {

        Environment environment() {
            return names.environment();
        }

        GcsBucket bucket(String name) {
            return Objects.requireNonNull(buckets.get(name), name);
        }
    }

    private final Props props;

    public PlatformAccounts(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        nodes();
        cloudSql();
        velero();
        props.environment().serviceAccounts().keySet().forEach(this::named);
    }

    private void nodes() {
        GcpServiceAccount nodes = account(ReservedAccount.NODES.account(), "GKE nodes", ConfigPath.of("nodePools"));
        NODE_ROLES.forEach(nodes::grantProjectRole);
    }

    private void cloudSql() {
        if (props.environment().database().isPresent()) {
            account(ReservedAccount.CLOUDSQL.account(), "Cloud SQL Auth Proxy", ConfigPath.of("database"))
                    .grantProjectRole("roles/cloudsql.client");
        }
    }

    private void velero() {
        if (props.environment().backup().velero().isPresent()) {
            ConfigPath origin = ConfigPath.of("backup", "velero");
            GcpServiceAccount velero = account(ReservedAccount.VELERO.account(), "Velero", origin);
            VeleroRole role =
                    new VeleroRole(this, "velero-role", new VeleroRole.Props(props.names(), props.services()));
            velero.grantProjectRole("velero", role.role());
            // `velero backup logs` hands out signed links
            velero.allowSigning();
            props.bucket(BACKUP_BUCKET).grantRole(velero, "roles/storage.objectAdmin", origin);
        }
    }

    private void named(String name) {
        ConfigPath origin = ConfigPath.of("serviceAccounts", name);
        GcpServiceAccount account = account(name, name, origin);
        var spec = Objects.requireNonNull(props.environment().serviceAccounts().get(name), name);
        spec.roles().forEach(account::grantProjectRole);
        spec.buckets().forEach((bucket, role) -> props.bucket(bucket)
                .grantRole(account, role, origin.key("buckets").key(bucket)));
        if (props.environment().keepsArtifactsInBucket()) {
            artifacts(account);
        }
    }

    /** A team's pipelines read and write the team's folder and no other. */
    private void artifacts(GcpServiceAccount account) {
        props.environment().teams().forEach((team, spec) -> {
            if (spec.serviceAccount().equals(Optional.of(account.name()))) {
                props.bucket(ResourceNames.ARTIFACTS)
                        .grantRole(
                                account,
                                "roles/storage.objectUser",
                                props.names().artifactFolder(team),
                                ConfigPath.of("teams", team, "serviceAccount"));
            }
        });
    }

    private GcpServiceAccount account(String name, String what, ConfigPath origin) {
        String displayName = props.environment().name() + " " + what;
        return new GcpServiceAccount(
                this, name, new GcpServiceAccount.Props(props.names(), name, displayName, origin, props.services()));
    }
}
