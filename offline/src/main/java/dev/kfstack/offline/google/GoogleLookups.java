package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Digest;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Data sources and ephemeral resources. */
final class GoogleLookups {

    /** Things that others than this world's users own: where they are not in the world, they are taken to exist. */
    private static final Set<String> OTHERS = Set.of("google_compute_network", "google_compute_subnetwork");

    private final ProviderSchema schema;

    GoogleLookups(ProviderSchema schema) {
        this.schema = schema;
    }

    Value.Fields data(String type, Value.Fields config, Value provider, World world) throws Refusal {
        Value.Fields completed = config;
        for (String name : new String[] {"project", "region", "zone"}) {
            if (config.get(name).isNull()) {
                completed = completed.with(name, provider.at(name));
            }
        }
        return switch (type) {
            case "google_client_config" -> client(completed, provider);
            case "google_project" -> project(config, provider);
            default -> existing(type, completed, world);
        };
    }

    Value.Fields open(String type, Value.Fields config, Value provider, World world) throws Refusal {
        return type.equals("google_secret_manager_secret_version")
                ? secretVersion(config, provider, world)
                : client(config, provider);
    }

    private Value.Fields client(Value.Fields config, Value provider) {
        Value.Fields client = config;
        for (String name : new String[] {"project", "region", "zone", "default_labels"}) {
            client = client.with(name, provider.at(name));
        }
        return client.with("access_token", Value.of("ya29.offline-" + Digest.hex(provider.toString(), 24)))
                .with("id", Value.of("projects/offline"));
    }

    private static Value.Fields project(Value.Fields config, Value provider) {
        Value id = config.get("project_id").isNull() ? provider.at("project") : config.get("project_id");
        return config.with("project_id", id)
                .with("name", id)
                .with("id", Value.of("projects/" + id.text()))
                .with("number", Value.of(GoogleValues.projectNumber(id.text())));
    }

    private Value.Fields existing(String type, Value.Fields config, World world) throws Refusal {
        Identity identity = new Identity(type, GoogleIds.lookup(type, config));
        Optional<Value.Fields> found = world.find(identity);
        if (found.isPresent()) {
            return found.get();
        }
        if (!OTHERS.contains(type)) {
            throw new Refusal(identity.id() + " not found");
        }
        ProviderSchema.Resource resource = schema.dataSources().get(type);
        TreeMap<String, Value> taken = new TreeMap<>(config.entries());
        if (resource != null) {
            resource.block()
                    .attributes()
                    .keySet()
                    .forEach(name -> taken.compute(
                            name, (key, value) -> value == null || value.isNull() ? Value.Absent.UNKNOWN : value));
        }
        taken.put("id", Value.of(identity.id()));
        return new Value.Fields(taken);
    }

    /** A secret without a version of Terraform's is taken to have one that somebody put in by hand. */
    private static boolean isThere(String secret, World world) {
        return world.find(new Identity("google_secret_manager_secret", secret)).isPresent();
    }

    /** A secret's value is made up: what was written is in no world. */
    private static Value.Fields secretVersion(Value.Fields config, Value provider, World world) throws Refusal {
        Value project = config.get("project").isNull() ? provider.at("project") : config.get("project");
        String secret = GoogleIds.secret(config.get("secret").text(), project.text());
        String version = config.get("version").text();
        boolean latest = version.isEmpty() || version.equals("latest");
        Optional<Identity> identity = latest
                ? GoogleIds.latestVersion(secret, world)
                : Optional.of(new Identity("google_secret_manager_secret_version", secret + "/versions/" + version));
        if (latest && identity.isEmpty() && isThere(secret, world)) {
            identity = Optional.of(new Identity("google_secret_manager_secret_version", secret + "/versions/1"));
        } else if (identity.flatMap(world::find).isEmpty()) {
            throw new Refusal("Error retrieving secret version: googleapi: Error 404: Secret Version [" + secret
                    + "/versions/" + (latest ? "latest" : version) + "] not found.");
        }
        String name = identity.get().id();
        // the version stays as it is written: "latest", a number, nothing
        return config.with("project", project)
                .with("name", Value.of(name))
                .with("secret_data", Value.of("offline-" + Digest.hex(name, 24)))
                .with("enabled", Value.of(true))
                .with("create_time", Value.of("2026-01-01T00:00:00Z"));
    }
}
