package dev.kfstack.offline.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.offline.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {

    private static final Identity CLUSTER = new Identity("google_container_cluster", "projects/p/clusters/c");
    private static final Value.Fields THING = Value.fields(Map.of("b", Value.of(1), "a", Value.of("x")));

    @TempDir
    Path folder;

    @Test
    void aWorldInAFolderIsReadByTheNext() {
        World.in(folder.resolve("world")).put(CLUSTER, THING);

        assertThat(World.in(folder.resolve("world")).find(CLUSTER)).contains(THING);
        assertThat(World.in(folder.resolve("other")).find(CLUSTER)).isEmpty();
    }

    @Test
    void aFileIsSortedAndCanBeRead() throws IOException {
        World.in(folder).put(CLUSTER, THING);

        assertThat(folder.resolve("google_container_cluster.json")).content().isEqualTo("""
                {
                  "projects/p/clusters/c" : {
                    "a" : "x",
                    "b" : 1
                  }
                }
                """);
    }

    @Test
    void removingAThingRemovesWhatItsIdContains() {
        World world = World.scratch();
        world.put(CLUSTER, THING);
        world.put(new Identity("google_container_node_pool", CLUSTER.id() + "/nodePools/n"), THING);
        world.put(new Identity("google_container_node_pool", CLUSTER.id() + "2/nodePools/n"), THING);
        world.put(new Identity("kubernetes_namespace_v1", CLUSTER.id() + "/n"), THING);

        world.remove(CLUSTER);

        assertThat(world).hasToString("""
                google_container_node_pool projects/p/clusters/c2/nodePools/n
                kubernetes_namespace_v1 projects/p/clusters/c/n
                """);
    }

    @Test
    void writersDoNotLoseWhatOthersWrite() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                World world = World.in(folder);
                int first = writer * 25;
                all.add(writers.submit(() -> {
                    for (int i = first; i < first + 25; i++) {
                        world.put(new Identity("google_pubsub_topic", "t" + i), THING);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(World.in(folder).all("google_pubsub_topic")).hasSize(100);
    }

    @Test
    void aFileThatIsNoJsonIsNamed() throws IOException {
        Files.writeString(folder.resolve("google_pubsub_topic.json"), "{");

        assertThatThrownBy(() -> World.in(folder).all("google_pubsub_topic"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("google_pubsub_topic.json is not JSON: ");
    }

    @Test
    void aFaultStrikesByTypeAndNameUntilItIsLifted() {
        World world = World.scratch();
        Fault fault = new Fault.Failing(new Fault.Match("google_container_cluster", "c"), "no");
        world.strike(fault);

        assertThat(world.fault(CLUSTER)).contains(fault);
        assertThat(world.fault(new Identity("google_container_cluster", "projects/p/clusters/d")))
                .isEmpty();
        assertThat(world.fault(new Identity("google_pubsub_topic", "c"))).isEmpty();

        world.heal();
        assertThat(world.fault(CLUSTER)).isEmpty();
    }

    @Test
    void aRoleThatWasJustGrantedIsMissedSoManyTimes() {
        World world = World.scratch();
        world.strike(new Fault.NotYetPermitted(new Fault.Match("google_container_cluster", ""), 2));

        assertThat(world.fault(CLUSTER)).isPresent();
        assertThat(world.fault(CLUSTER)).isPresent();
        assertThat(world.fault(CLUSTER)).isEmpty();
    }
}
