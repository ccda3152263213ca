package dev.kfstack.stacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Synth in a JVM of its own: once, or again and again with a change each time until somebody kills it. */
public final class SynthInChildJvm {

    private SynthInChildJvm() {}

    public static void main(String[] arguments) throws IOException {
        SynthFixture fixture = new SynthFixture(Path.of(arguments[0]));
        fixture.synth();
        for (int round = 0; arguments.length > 1; round++) {
            change(fixture, round);
            fixture.synth();
            Files.writeString(Path.of(arguments[0], "ready"), "");
        }
    }

    static void change(SynthFixture fixture, int round) {
        String type = round % 2 == 0 ? "n2-standard-16" : "n2-standard-32";
        fixture.environment(
                "kf-test", "nodePools: {standard: {machineType: " + type + "}}\nlabels: {round: x" + round % 2 + "}");
    }

    static Process start(Path root, Path temporary, String... more) throws IOException {
        Files.createDirectories(temporary);
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                SynthInChildJvm.class.getName(),
                root.toString());
        java.command().addAll(List.of(more));
        return java.redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output.txt").toFile())
                .start();
    }

    static void run(Path root, Path temporary) throws IOException, InterruptedException {
        Process process = start(root, temporary);
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError(Files.readString(temporary.resolve("output.txt")));
        }
    }
}
