package dev.kfstack.offline.google;

import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the provider's configuration gives to resources that leave it out, so that changing it there replaces them. */
final class GoogleDefaults {

    private static final List<String> FROM_PROVIDER = List.of("project", "region", "zone", "deletion_policy");

    /** Their project is that of the secret they belong to. */
    private static final Set<String> OF_PARENT = Set.of("google_secret_manager_secret_version");

    private final ProviderSchema schema;

    GoogleDefaults(ProviderSchema schema) {
        this.schema = schema;
    }

    Value.Fields complete(String type, Value.Fields config, Value provider) {
        ProviderSchema.Resource resource = schema.resources().get(type);
        if (resource == null) {
            return config;
        }
        Map<String, Block.Attribute> attributes = resource.block().attributes();
        Value.Fields completed = config;
        for (String name : FROM_PROVIDER) {
            Block.Attribute attribute = attributes.get(name);
            boolean given =
                    attribute != null && attribute.optional() && attribute.computed() && !OF_PARENT.contains(type);
            if (given && config.get(name).isNull()) {
                Value value = provider.at(name);
                boolean policy = name.equals("deletion_policy") && value.isNull();
                completed = completed.with(name, policy ? Value.of("DELETE") : value);
            }
        }
        return completed;
    }
}
