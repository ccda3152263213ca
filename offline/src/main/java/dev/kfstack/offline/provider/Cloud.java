package dev.kfstack.offline.provider;

import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.List;
import java.util.Optional;

/** What one provider does that neither its schema nor its behaviour table says. */
public interface Cloud {

    ProviderSchema schema();

    /** The configuration of a resource with what the provider's own configuration gives where nothing is written. */
    default Value.Fields complete(String type, Value.Fields config, Value provider) {
        return config;
    }

    default List<ValidateRule> validateRules(String type) {
        return List.of();
    }

    /** Rules of the provider's code, in the order in which they are applied. */
    default List<PlanRule> planRules(String type) {
        return List.of();
    }

    /** The id under which a resource will be known, from what is known of it before it exists. */
    String id(String type, Value.Fields resource, World world);

    /** What names the resource of an id in the world: some ids are unique only in what the provider is configured for. */
    default Identity identity(String type, String id, Value provider) {
        return new Identity(type, id);
    }

    /**
     * The value that the cloud gives to an attribute that nobody wrote; null where nothing special is known.
     *
     * @param path of names, without indexes
     * @param resource as far as it is known; it has its id
     */
    default Value computed(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        return Value.Absent.NULL;
    }

    /** What the cloud reports of a resource that was created or updated so. */
    default Value.Fields reported(String type, Value.Fields resource) {
        return resource;
    }

    /** Whether a second resource of the same id is refused; otherwise it is the same one. */
    default boolean unique(String type) {
        return true;
    }

    String alreadyExists(Identity identity);

    String notFound(Identity identity);

    /** Refuses a create that the cloud refuses: what the resource is part of does not exist. */
    default void checkCreate(Identity identity, Value.Fields resource, World world) throws Refusal {}

    /** Refuses a delete that the provider or its cloud refuses. */
    default void checkDelete(Identity identity, Value.Fields state, World world) throws Refusal {}

    /** What goes with a resource that is deleted, beside what its id contains. */
    default List<Identity> parts(Identity identity, World world) {
        return List.of();
    }

    /** Whether a delete only makes terraform forget the resource. */
    default boolean outlivesDelete(Identity identity, Value.Fields state) {
        return false;
    }

    /** The full id for one that was given for an import; empty where it has none of the forms. */
    Optional<String> imported(String type, String id, Value provider);

    /** The forms of ids that an import takes. */
    List<String> importForms(String type);

    /** What a data source finds. */
    default Value.Fields data(String type, Value.Fields config, Value provider, World world) throws Refusal {
        throw new Refusal("the data source " + type + " is not served offline");
    }

    /** What an ephemeral resource gives. */
    default Value.Fields open(String type, Value.Fields config, Value provider, World world) throws Refusal {
        throw new Refusal("the ephemeral resource " + type + " is not served offline");
    }
}
