package dev.kfstack.offline.plan;

import dev.kfstack.offline.OfflineProviders;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.TerraformVariables;
import dev.kfstack.offline.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What stands in for the cloud: the providers and the states of one world, served on loopback until it is closed. The
 * world's folder holds what exists ({@code cloud/}) and what Terraform knows of it ({@code states/}).
 *
 * <p>Several may serve the same world at once.
 */
public final class OfflineCloud implements AutoCloseable {

    private final World cloud;
    private final OfflineProviders providers;
    private final StateServer states;

    private OfflineCloud(World cloud, OfflineProviders providers, StateServer states) {
        this.cloud = cloud;
        this.providers = providers;
        this.states = states;
    }

    /** Serves the world in a folder, which is made when it does not exist. */
    public static OfflineCloud in(Path world) throws IOException {
        World cloud = world(world);
        OfflineProviders providers = OfflineProviders.start(cloud);
        try {
            return new OfflineCloud(cloud, providers, StateServer.start(states(world)));
        } catch (IOException e) {
            providers.close();
            throw e;
        }
    }

    static World world(Path world) {
        return World.in(world.resolve("cloud"));
    }

    static Path states(Path world) {
        return world.resolve("states");
    }

    /** What leads a terraform here: the user's variables without any that lead to a real cloud, and ours. */
    public SortedMap<String, String> variables(Map<String, String> users) {
        SortedMap<String, String> variables = TerraformVariables.offline(users);
        variables.putAll(states.environment());
        variables.put("TF_REATTACH_PROVIDERS", providers.reattach());
        return variables;
    }

    /** The secrets that were given to whoever asked, as {@link World#secrets}. */
    public SortedSet<String> secrets() {
        return cloud.secrets();
    }

    @Override
    public void close() {
        providers.close();
        states.close();
    }
}
