package dev.kfstack.offline.kubernetes;

import dev.kfstack.offline.provider.Cloud;
import dev.kfstack.offline.provider.Digest;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kubernetes provider: each cluster that it is configured for holds what is its own. */
public final class KubernetesCluster implements Cloud {

    private static final String VERSION = "3.2.1";

    /** Types that write into objects of others: an object that is there already is no conflict. */
    private static final Set<String> PARTIAL =
            Set.of("kubernetes_config_map_v1_data", "kubernetes_labels", "kubernetes_annotations");

    private final ProviderSchema schema = ProviderSchema.read("kubernetes", VERSION);

    @Override
    public ProviderSchema schema() {
        return schema;
    }

    @Override
    public String id(String type, Value.Fields resource, World world) {
        String name = name(type, resource);
        String namespace = resource.at("metadata.0.namespace").text();
        String path = namespace.isEmpty() ? name : namespace + "/" + name;
        return type.equals("kubernetes_labels") || type.equals("kubernetes_annotations")
                ? "apiVersion=" + resource.get("api_version").text() + ",kind="
                        + resource.get("kind").text() + ",name=" + path
                : path;
    }

    /** Clusters are told apart by their addresses. */
    @Override
    public Identity identity(String type, String id, Value provider) {
        String address = provider.at("host").text().replaceFirst("^https://", "");
        return new Identity(type, address.isEmpty() ? id : address + "/" + id);
    }

    @Override
    public Value computed(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        return switch (path) {
            case "metadata.name" -> Value.of(name(identity.type(), resource));
            case "metadata.generation" -> Value.of(1);
            case "metadata.resource_version" -> Value.of(Digest.number(resource.toString(), 6));
            case "metadata.uid" -> Value.of(uid(identity));
            default -> Value.Absent.NULL;
        };
    }

    @Override
    public boolean unique(String type) {
        return !PARTIAL.contains(type);
    }

    @Override
    public String alreadyExists(Identity identity) {
        return kind(identity) + " \"" + identity.name() + "\" already exists";
    }

    @Override
    public String notFound(Identity identity) {
        return kind(identity) + " \"" + identity.name() + "\" not found";
    }

    @Override
    public Optional<String> imported(String type, String id, Value provider) {
        boolean namespaced = importForms(type).get(0).contains("/");
        return id.matches(namespaced ? "[^/]+/[^/]+" : "[^/]+") ? Optional.of(id) : Optional.empty();
    }

    @Override
    public List<String> importForms(String type) {
        ProviderSchema.Resource resource = schema.resources().get(type);
        Block.Nested metadata =
                resource == null ? null : resource.block().blocks().get("metadata");
        boolean namespaced = metadata != null && metadata.block().attributes().containsKey("namespace");
        return List.of(namespaced ? "{namespace}/{name}" : "{name}");
    }

    private static String name(String type, Value.Fields resource) {
        String name = resource.at("metadata.0.name").text();
        return name.isEmpty() ? resource.at("metadata.0.generate_name").text() + Digest.hex(type + resource, 5) : name;
    }

    private static String uid(Identity identity) {
        String hex = Digest.hex(identity.toString(), 32);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    /** {@code kubernetes_config_map_v1} speaks of {@code configmaps}. */
    private static String kind(Identity identity) {
        return identity.type().replaceAll("^kubernetes_|_v\\d+.*$|_", "") + "s";
    }
}
