package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Cloud;
import dev.kfstack.offline.provider.PlanRule;
import dev.kfstack.offline.provider.ValidateRule;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.List;
import java.util.Optional;

/** The google provider: every concern of it in a class of its own. */
public final class GoogleCloud implements Cloud {

    private static final String VERSION = "7.45.0";

    private final ProviderSchema schema = ProviderSchema.read("google", VERSION);
    private final GoogleDefaults defaults = new GoogleDefaults(schema);
    private final GoogleLookups lookups = new GoogleLookups(schema);

    @Override
    public ProviderSchema schema() {
        return schema;
    }

    @Override
    public Value.Fields complete(String type, Value.Fields config, Value provider) {
        return defaults.complete(type, config, provider);
    }

    @Override
    public List<ValidateRule> validateRules(String type) {
        return GoogleRules.validate(type);
    }

    @Override
    public List<PlanRule> planRules(String type) {
        return GoogleRules.plan(type);
    }

    @Override
    public String id(String type, Value.Fields resource, World world) {
        return GoogleIds.id(type, resource, world);
    }

    @Override
    public Value computed(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        return GoogleValues.computed(identity, path, attribute, resource);
    }

    @Override
    public Value.Fields reported(String type, Value.Fields resource) {
        return type.equals("google_container_cluster") ? ContainerCluster.reported(resource) : resource;
    }

    @Override
    public boolean unique(String type) {
        return GoogleIds.unique(type);
    }

    @Override
    public String alreadyExists(Identity identity) {
        return "googleapi: Error 409: The resource '" + identity.id() + "' already exists, alreadyExists";
    }

    @Override
    public String notFound(Identity identity) {
        return "googleapi: Error 404: The resource '" + identity.id() + "' was not found, notFound";
    }

    @Override
    public void checkCreate(Identity identity, Value.Fields resource, World world) throws Refusal {
        GoogleParents.check(identity, resource, world);
    }

    @Override
    public List<Identity> parts(Identity identity, World world) {
        return GoogleParents.parts(identity, world);
    }

    @Override
    public void checkDelete(Identity identity, Value.Fields state, World world) throws Refusal {
        GoogleDeletion.check(identity, state, world);
    }

    @Override
    public boolean outlivesDelete(Identity identity, Value.Fields state) {
        return GoogleDeletion.onlyForgets(identity, state);
    }

    @Override
    public Optional<String> imported(String type, String id, Value provider) {
        return GoogleIds.imported(type, id, provider);
    }

    @Override
    public List<String> importForms(String type) {
        return GoogleIds.importForms(type);
    }

    @Override
    public Value.Fields data(String type, Value.Fields config, Value provider, World world) throws Refusal {
        return lookups.data(type, config, provider, world);
    }

    @Override
    public Value.Fields open(String type, Value.Fields config, Value provider, World world) throws Refusal {
        return lookups.open(type, config, provider, world);
    }
}
