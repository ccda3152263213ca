package dev.kfstack.offline.provider;

import static dev.kfstack.offline.value.Value.Absent.NULL;

import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One provider over one world: what terraform may ask of it, without the wire. The provider's own configuration comes with
 * each question, since one terraform run may have several.
 */
public final class Provider {

    private final Cloud cloud;
    private final World world;
    private final Operation operation;

    public Provider(Cloud cloud, World world) {
        this.cloud = cloud;
        this.world = world;
        this.operation = new Operation(cloud, world);
    }

    public ProviderSchema schema() {
        return cloud.schema();
    }

    /** What is wrong with the configuration of a resource, as far as it is known. */
    public List<Problem> validate(String type, Value.Fields config) {
        List<Problem> problems = validate(resource(type), config);
        cloud.validateRules(type).forEach(rule -> rule.check(config, problems));
        return problems;
    }

    /** What is wrong with the provider's own configuration. */
    public List<Problem> validateProvider(Value.Fields config) {
        return validate(schema().provider(), config);
    }

    /** What is wrong with the configuration of a data source. */
    public List<Problem> validateData(String type, Value.Fields config) {
        return validate(known(schema().dataSources(), type), config);
    }

    /** What is wrong with the configuration of an ephemeral resource. */
    public List<Problem> validateEphemeral(String type, Value.Fields config) {
        return validate(known(schema().ephemeralResources(), type), config);
    }

    private static List<Problem> validate(ProviderSchema.Resource resource, Value.Fields config) {
        List<Problem> problems = new ArrayList<>();
        new Validator(resource.behaviour(), config, problems).validate(resource.block());
        return problems;
    }

    /**
     * The plan of a resource that is wanted.
     *
     * @param prior null where it does not exist
     */
    public Change plan(String type, Value prior, Value.Fields config, Value provider) {
        ProviderSchema.Resource resource = resource(type);
        Value.Fields completed = cloud.complete(type, config, provider);
        Change change = new Change(prior, completed, provider);
        change.plan(new Planner(resource.behaviour(), change.replacing())
                .plan(resource.block(), Planner.Place.ROOT, completed, prior));
        cloud.planRules(type).forEach(rule -> rule.adjust(change));
        return change;
    }

    /**
     * Carries out a plan.
     *
     * @param prior null for a create
     * @param planned null for a delete
     * @return the new state; null after a delete
     */
    public Value apply(String type, Value prior, Value planned, Value provider, Operation.Cancellation cancellation)
            throws Refusal {
        ProviderSchema.Resource resource = resource(type);
        if (planned instanceof Value.Fields wanted) {
            return prior.isNull()
                    ? operation.create(type, resource, wanted, provider, cancellation)
                    : operation.update(identity(type, wanted, provider), resource, wanted, cancellation);
        }
        if (prior instanceof Value.Fields existing) {
            operation.delete(identity(type, existing, provider), existing, cancellation);
        }
        return NULL;
    }

    /** The state of a resource as it is in the world; null where it is gone. */
    public Value read(String type, Value.Fields state, Value provider) {
        Optional<Value.Fields> found = world.find(identity(type, state, provider));
        return found.<Value>map(resource(type).block()::conform).orElse(NULL);
    }

    /** The state of a resource that terraform has not known so far, by an id of one of the documented forms. */
    public Value.Fields importState(String type, String id, Value provider) throws Refusal {
        ProviderSchema.Resource resource = resource(type);
        if (!resource.behaviour().importable()) {
            throw new Refusal("resource " + type + " doesn't support import");
        }
        String full = cloud.imported(type, id, provider)
                .orElseThrow(() -> new Refusal("Import id \"" + id + "\" doesn't match any of the accepted formats: "
                        + String.join(", ", cloud.importForms(type))));
        Value.Fields found = world.find(cloud.identity(type, full, provider))
                .orElseThrow(() -> new Refusal("Cannot import non-existent remote object: " + type + " " + full
                        + " does not exist in the offline world"));
        return resource.block().conform(found);
    }

    /** What a data source finds. */
    public Value.Fields data(String type, Value.Fields config, Value provider) throws Refusal {
        ProviderSchema.Resource source = known(schema().dataSources(), type);
        Value.Fields found = source.block().conform(cloud.data(type, config, provider, world));
        Identity identity = new Identity(type, found.get("id").text());
        return new Filler(cloud, source.behaviour(), identity, found).fill(source.block());
    }

    /** What an ephemeral resource gives while terraform runs; the world knows its secrets then. */
    public Value.Fields open(String type, Value.Fields config, Value provider) throws Refusal {
        Block block = known(schema().ephemeralResources(), type).block();
        Value.Fields opened = block.conform(cloud.open(type, config, provider, world));
        block.attributes().forEach((name, attribute) -> {
            if (attribute.sensitive() && !opened.get(name).isZero()) {
                world.give(opened.get(name).text());
            }
        });
        return opened;
    }

    private Identity identity(String type, Value.Fields resource, Value provider) {
        return cloud.identity(type, resource.get("id").text(), provider);
    }

    private ProviderSchema.Resource resource(String type) {
        return known(schema().resources(), type);
    }

    /** Terraform asks for no type that the schema does not have. */
    private static ProviderSchema.Resource known(Map<String, ProviderSchema.Resource> types, String type) {
        ProviderSchema.Resource resource = types.get(type);
        if (resource == null) {
            throw new IllegalArgumentException("no type " + type + " in the schema");
        }
        return resource;
    }
}
