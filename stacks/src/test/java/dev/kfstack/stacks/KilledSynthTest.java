package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in other JVMs: killed ones, and two that must write the same. */
class KilledSynthTest {

    private static final String POOL =
            "nodePools: {%s: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 1}}}";

    @TempDir
    Path root;

    @Test
    void whatAKilledRunLeftIsClearedAway() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.write(".cdktf.out.synth-999999999/app/manifest.json", "half")
                .write("environments/.kf-test.addresses.new", "half")
                .write(".cdktf.out.synth-mine/notes", "not ours");

        fixture.synth();

        assertThat(root.resolve(".cdktf.out.synth-999999999")).doesNotExist();
        assertThat(root.resolve("environments/.kf-test.addresses.new")).doesNotExist();
        assertThat(root.resolve(".cdktf.out.synth-mine/notes")).exists();
    }

    @Test
    void twoJvmsInTwoPlacesWriteTheSameBytesAndLeaveNothingBehind() throws Exception {
        Path one = root.resolve("one");
        Path two = root.resolve("a longer place/two");
        for (Path place : List.of(one, two)) {
            new SynthFixture(place)
                    .environment("kf-test", POOL.formatted("gpu") + "\nlabels: {b: x, a: y, d: z, c: w}")
                    .environment("kf-dev", "");
            SynthInChildJvm.run(place, place.resolve("tmp"));
        }

        Map<String, String> files = GoldenFolder.read(one.resolve("cdktf.out"));
        assertThat(files).isEqualTo(GoldenFolder.read(two.resolve("cdktf.out"))).hasSize(8);
        assertThat(GoldenFolder.read(one.resolve("environments")))
                .isEqualTo(GoldenFolder.read(two.resolve("environments")));
        assertThat(listed(one.resolve("tmp"))).containsExactly("output.txt");
        assertThat(listed(one)).containsExactlyInAnyOrder("cdktf.out", "environments", "tmp");
    }

    @Test
    void aKilledRunLeavesEveryFileOldOrNew() throws Exception {
        SynthFixture fixture = new SynthFixture(root.resolve("killed")).environment("kf-test", "");
        List<Map<String, String>> versions = versions();
        Random random = new Random(20260101);
        for (int kill = 0; kill < 4; kill++) {
            Process process = SynthInChildJvm.start(root.resolve("killed"), root.resolve("tmp"), "for ever");
            while (!Files.exists(root.resolve("killed/ready"))) {
                assertThat(process.isAlive())
                        .as("%s", root.resolve("tmp/output.txt"))
                        .isTrue();
                Thread.sleep(20);
            }
            Thread.sleep(random.nextInt(300));
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            assertThat(process.destroyForcibly().waitFor(1, TimeUnit.MINUTES)).isTrue();
            Files.delete(root.resolve("killed/ready"));

            fixture.files().forEach((path, text) -> assertThat(versions.stream().map(version -> version.get(path)))
                    .as(path)
                    .contains(text));
        }
        SynthInChildJvm.change(fixture, 1);
        fixture.synth();
        assertThat(fixture.files()).isEqualTo(versions.get(1));
        assertThat(listed(root.resolve("killed"))).containsExactlyInAnyOrder("cdktf.out", "environments");
    }

    /** What the child JVM writes in even rounds, in odd ones, and before the first. */
    private List<Map<String, String>> versions() {
        List<Map<String, String>> versions = new ArrayList<>();
        SynthFixture fixture = new SynthFixture(root.resolve("whole"));
        for (int round = 0; round < 2; round++) {
            SynthInChildJvm.change(fixture, round);
            fixture.synth();
            versions.add(new TreeMap<>(fixture.files()));
        }
        fixture.environment("kf-test", "");
        fixture.synth();
        versions.add(fixture.files());
        return versions;
    }

    private static List<String> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
