package dev.kfstack.constructs;

import dev.kfstack.bindings.google.sql_database.SqlDatabase;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstance;
import dev.kfstack.bindings.google.sql_user.SqlUser;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Tier;
import dev.kfstack.names.DatabaseName;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** The MySQL instance of the environment, with private addresses only. */
public final class CloudSqlInstance extends EnvironmentConstruct {

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
        Tier tier = names.environment().tier();
        SqlDatabaseInstance.Builder builder = SqlDatabaseInstance.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .region(names.environment().location().region())
                .name(names.databaseInstance(props.spec()))
                .databaseVersion(props.spec().version().name())
                .settings(CloudSqlSettings.of(names, props.spec()))
                .deletionProtection(props.spec().deletionProtection())
                .deletionPolicy(DestroyProtection.deletionPolicy(tier))
                .dependsOn(services())
                // the disk grows by itself, and Terraform would want it small again
                .lifecycle(DestroyProtection.lifecycle(tier, List.of("settings[0].disk_size")));
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
