package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_member.ProjectIamMember;
import dev.kfstack.bindings.google.sql_database.SqlDatabase;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstance;
import dev.kfstack.bindings.google.sql_user.SqlUser;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.DatabaseName;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.constructs.Construct;

/** The MySQL instance of the environment, with private addresses only. */
public final class CloudSqlInstance extends EnvironmentConstruct {

    /** Connect through the Auth Proxy, and log in. */
    private static final List<String> IAM_USER_ROLES = List.of("roles/cloudsql.client", "roles/cloudsql.instanceUser");

    /**
     * The instance is the environment's.
     *
     * @param services must hold sqladmin, and servicenetworking where the network has privateServices
     */
    public record Props(ResourceNames names, Database spec, EnabledServices services, Optional<EncryptionKeys> keys) {}

    private final Props props;
    private final String instance;

    public CloudSqlInstance(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ResourceNames names = props.names();
        Environment environment = names.environment();
        SqlDatabaseInstance.Builder builder = SqlDatabaseInstance.Builder.create(this, "Resource")
                .project(environment.project().id())
                .region(environment.location().region())
                .name(names.databaseInstance(props.spec()))
                .databaseVersion(props.spec().version().name())
                .settings(CloudSqlSettings.of(names, props.spec()))
                .deletionProtection(environment.databaseIsProtected())
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .dependsOn(services())
                // the disk grows by itself, and Terraform would want it small again
                .lifecycle(DestroyProtection.lifecycle(environment, List.of("settings[0].disk_size")));
        names.key(KeyUse.SQL).ifPresent(builder::encryptionKeyName);
        SqlDatabaseInstance resource = builder.build();
        name(resource, SqlDatabaseInstance.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("database"));
        this.instance = resource.getName();
    }

    private List<ITerraformDependable> services() {
        List<ITerraformDependable> services =
                new ArrayList<>(props.services().service("sqladmin", props.keys(), KeyUse.SQL));
        if (props.names().environment().network().privateServices().isPresent()) {
            services.add(props.services().service("servicenetworking"));
        }
        return services;
    }

    /**
     * Adds a database. Taking it out again forgets it and leaves the data.
     *
     * @param origin the part of the environment that asks for it
     */
    public void addDatabase(DatabaseName database, ConfigPath origin) {
        SqlDatabase resource = SqlDatabase.Builder.create(this, database.database())
                .project(props.names().environment().project().id())
                .instance(instance)
                .name(database.database())
                .charset("utf8mb4")
                .collation("utf8mb4_0900_ai_ci")
                .deletionPolicy("ABANDON")
                .build();
        name(resource, SqlDatabase.TF_RESOURCE_TYPE, database.database(), origin);
    }

    /**
     * Lets somebody log in by IAM, and find the instance. What they may do in a database is up to its GRANTs.
     *
     * @param member as {@code user:ann@example.com} or {@code group:ml@example.com}
     * @param origin the part of the environment that asks for it
     */
    public void addIamUser(String member, ConfigPath origin) {
        String name = ResourceNames.addressOf(member);
        String[] typeAndEmail = member.split(":", 2);
        SqlUser user = SqlUser.Builder.create(this, name)
                .project(props.names().environment().project().id())
                .instance(instance)
                .name(typeAndEmail[1])
                .type("CLOUD_IAM_" + typeAndEmail[0].toUpperCase(Locale.ROOT))
                .build();
        name(user, SqlUser.TF_RESOURCE_TYPE, name, origin);
        for (String role : IAM_USER_ROLES) {
            String grant = name + "_" + role.substring(role.lastIndexOf('.') + 1);
            ProjectIamMember resource = ProjectIamMember.Builder.create(this, grant)
                    .project(props.names().environment().project().id())
                    .role(role)
                    .member(member)
                    .dependsOn(List.of(props.services().service("cloudresourcemanager")))
                    .build();
            name(resource, ProjectIamMember.TF_RESOURCE_TYPE, grant, origin);
        }
    }

    /**
     * Adds the users that take turns under one name: a new generation of the password goes to the one that rests, so
     * that pods with the old user and password work on until they are restarted.
     *
     * @param user as {@link ResourceNames#databaseUser} takes it
     */
    public void addUser(String user, SecretManagerSecret password) {
        int generation = password.generation();
        addUser(user, generation, password);
        if (generation > 1) {
            addUser(user, generation - 1, password);
        }
    }

    private void addUser(String user, int generation, SecretManagerSecret password) {
        String name = ResourceNames.databaseUser(user, generation);
        SqlUser resource = SqlUser.Builder.create(this, name)
                .project(props.names().environment().project().id())
                .instance(instance)
                .name(name)
                .host("%")
                .passwordWo(password.value())
                .passwordWoVersion(generation)
                // MySQL refuses to drop a user that owns something
                .deletionPolicy("ABANDON")
                .build();
        name(resource, SqlUser.TF_RESOURCE_TYPE, name, password.origin().key("databaseUser"));
    }
}
