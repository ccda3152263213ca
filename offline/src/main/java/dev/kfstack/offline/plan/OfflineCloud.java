package dev.kfstack.offline.plan;

import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.TerraformVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * What stands in for the cloud: the providers and the states of one world, served on loopback until it is closed.
 *
 * <p>Several may serve the same world at once.
 */
public final class OfflineCloud implements AutoCloseable {

    private final StateServer states;

    private OfflineCloud(StateServer states) {
        this.states = states;
    }

    /** Serves the world in a folder, which is made when it does not exist. */
    public static OfflineCloud in(Path world) throws IOException {
        return new OfflineCloud(StateServer.start(world.resolve("states")));
    }

    /** What leads a terraform here: the user's variables without any that lead to a real cloud, and ours. */
    public SortedMap<String, String> variables(Map<String, String> users) {
        SortedMap<String, String> variables = TerraformVariables.offline(users);
        variables.putAll(states.environment());
        return variables;
    }

    @Override
    public void close() {
        states.close();
    }
}
