package dev.kfstack.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where commands read and write. */
final class Folders {

    @Option(
            names = "--environments",
            paramLabel = "DIR",
            defaultValue = "environments",
            description = "Folder of the environment files (default: ${DEFAULT-VALUE}).")
    private Path environments = Path.of("environments");

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder that gets cdktf.out/, overlays/ and network-request/ (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of(".");

    Path environments() {
        return environments;
    }

    /** What Terraform runs in. */
    Path terraform() {
        return output.resolve("cdktf.out").normalize();
    }

    /** The emitted overlays. */
    Path overlays() {
        return output.resolve("overlays").normalize();
    }

    /** What a network team gets of an environment. */
    Path networkRequest(String environment) {
        return output.resolve("network-request").resolve(environment).normalize();
    }

    /** The hand-written components and the facts of upstream: beside the environments folder. */
    Path handWritten() {
        Path parent = environments.toAbsolutePath().normalize().getParent();
        Path there = parent == null ? Path.of("overlays") : parent.resolve("overlays");
        return environments.isAbsolute() ? there : Path.of("").toAbsolutePath().relativize(there);
    }
}
