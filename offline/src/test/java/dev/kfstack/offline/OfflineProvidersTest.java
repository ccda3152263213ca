package dev.kfstack.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.world.World;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineProvidersTest {

    @Test
    void terraformAndOpenTofuFindTheSameThreeProviders() throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            JsonNode reattach = new ObjectMapper().readTree(providers.reattach());

            assertThat(reattach.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "registry.opentofu.org/hashicorp/google",
                            "registry.opentofu.org/hashicorp/kubernetes",
                            "registry.opentofu.org/hashicorp/random",
                            "registry.terraform.io/hashicorp/google",
                            "registry.terraform.io/hashicorp/kubernetes",
                            "registry.terraform.io/hashicorp/random");
            assertThat(reattach.get("registry.opentofu.org/hashicorp/google"))
                    .isEqualTo(reattach.get("registry.terraform.io/hashicorp/google"));
            // without it, terraform kills this process
            assertThat(reattach)
                    .allSatisfy(provider ->
                            assertThat(provider.get("Test").booleanValue()).isTrue());
        }
    }

    @Test
    void providersListenOnLoopbackAloneAndNotAfterTheyWereClosed() throws IOException {
        OfflineProviders providers = OfflineProviders.start(World.scratch());
        List<Integer> ports = ports(providers);
        try (providers) {
            assertThat(ports).hasSize(3);
            for (int port : ports) {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                for (InetAddress address : otherAddresses()) {
                    assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(IOException.class);
                }
            }
        }
        for (int port : ports) {
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void noThreadKeepsTheJvmAlive() throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            List<Thread> before = new ArrayList<>(Thread.getAllStackTraces().keySet());
            assertThat(ports(providers)).hasSize(3);
            assertThat(before)
                    .filteredOn(thread -> thread.getName().startsWith("offline-")
                            || thread.getName().startsWith("grpc"))
                    .allMatch(Thread::isDaemon);
        }
    }

    private static List<Integer> ports(OfflineProviders providers) throws IOException {
        List<Integer> ports = new ArrayList<>();
        new ObjectMapper().readTree(providers.reattach()).forEach(provider -> {
            String address = provider.at("/Addr/String").textValue();
            assertThat(address).startsWith("127.0.0.1:");
            ports.add(Integer.valueOf(address.substring(address.indexOf(':') + 1)));
        });
        return ports.stream().distinct().toList();
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
