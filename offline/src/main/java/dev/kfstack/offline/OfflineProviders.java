package dev.kfstack.offline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.offline.google.GoogleCloud;
import dev.kfstack.offline.kubernetes.KubernetesCluster;
import dev.kfstack.offline.protocol.ProviderServer;
import dev.kfstack.offline.provider.Cloud;
import dev.kfstack.offline.provider.Provider;
import dev.kfstack.offline.random.RandomSource;
import dev.kfstack.offline.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The three providers, served on loopback on behalf of one World. */
public final class OfflineProviders implements AutoCloseable {

    private static final List<String> REGISTRIES = List.of("registry.opentofu.org", "registry.terraform.io");

    private final Map<String, ProviderServer> servers = new TreeMap<>();

    private OfflineProviders() {}

    /** Starts a listener for each provider, each on a free port of 127.0.0.1. */
    public static OfflineProviders start(World world) throws IOException {
        OfflineProviders providers = new OfflineProviders();
        try {
            providers.serve("google", GoogleCloud::new, world);
            providers.serve("kubernetes", KubernetesCluster::new, world);
            providers.serve("random", RandomSource::new, world);
            return providers;
        } catch (IOException e) {
            providers.close();
            throw e;
        }
    }

    private void serve(String name, Supplier<Cloud> cloud, World world) throws IOException {
        servers.put(name, ProviderServer.start(name, () -> new Provider(cloud.get(), world)));
    }

    /**
     * The value of the environment variable {@code TF_REATTACH_PROVIDERS} with which terraform and OpenTofu talk to these
     * providers, and to no registry.
     */
    public String reattach() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String registry : REGISTRIES) {
            servers.forEach((name, server) -> {
                ObjectNode provider = all.putObject(registry + "/hashicorp/" + name);
                provider.put("Protocol", "grpc").put("ProtocolVersion", 5);
                // without Test, terraform would kill the process Pid when it is done
                provider.put("Pid", ProcessHandle.current().pid()).put("Test", true);
                provider.putObject("Addr").put("Network", "tcp").put("String", "127.0.0.1:" + server.port());
            });
        }
        return all.toString();
    }

    /** Stops all listeners; calls that are being answered are cancelled. */
    @Override
    public void close() {
        servers.values().forEach(ProviderServer::close);
    }
}
