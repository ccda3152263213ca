package dev.kfstack.offline.plan;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A run in a JVM of its own, for tests that end it by a signal. Its plan never ends by itself. */
final class PlanInChildJvm {

    private PlanInChildJvm() {}

    /** Plans the stacks in the folder that is named first, with the second one for temporary files. */
    public static void main(String[] arguments) {
        Stacks stacks = new Stacks(Path.of(arguments[0]), Stacks.GCS);
        stacks.plan(Path.of(arguments[1]), Optional.empty(), (planning, folders) -> new OfflinePlanning(planning)
                .inWorld(Optional.empty(), folders));
    }

    static Process start(Path stacks, Path temporary) throws IOException {
        // A shell starts what runs in its background with SIGINT ignored, and so would a JVM from there.
        return new ProcessBuilder(
                        Requirement.tool("env").toString(),
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlanInChildJvm.class.getName(),
                        stacks.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .redirectOutput(stacks.resolve("log").toFile())
                .start();
    }
}
