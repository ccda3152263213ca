package dev.kfstack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command line in a JVM of its own: for what inherits the JVM's output, or needs other environment variables. */
final class KfstackInChildJvm {

    private KfstackInChildJvm() {}

    /** Runs it in {@code folder}, with {@code variables} besides those of this JVM. */
    static Run run(Path folder, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out-", ".txt");
        Run run = run(folder, variables, out, arguments);
        Files.delete(out);
        return run;
    }

    /** The same, with its standard output in a file, which may be a device. */
    static Run run(Path folder, Map<String, String> variables, Path out, String... arguments)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "err-", ".txt");
        ProcessBuilder builder = program(folder, arguments);
        builder.environment().putAll(variables);
        int exitCode = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        Run run = new Run(exitCode, Files.isRegularFile(out) ? Files.readString(out) : "", Files.readString(err));
        Files.delete(err);
        return run;
    }

    /** Starts it in {@code folder}, for what goes on at the same time; what it says is dropped. */
    static Process start(Path folder, String... arguments) throws IOException {
        return program(folder, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts it in {@code folder}, for whoever reads what it says. */
    static Process startForReading(Path folder, String... arguments) throws IOException {
        return program(folder, arguments).start();
    }

    /** The same, with these variables and no others. */
    static Process start(Path folder, Map<String, String> variables, String... arguments) throws IOException {
        ProcessBuilder builder = program(folder, arguments);
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder program(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }
}
