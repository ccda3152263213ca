package dev.kfstack.offline.terraform;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one terraform with one set of environment variables, in whatever folder holds a configuration.
 *
 * <p>It never shares a data folder ({@code .terraform}) with another set of variables: what {@code init} wrote there for
 * one backend would be asked about by the next. Whoever runs it offline runs it in copies of the user's folders.
 *
 * @param colour whether terraform may colour what it prints
 */
public record Terraform(
        TerraformBinary binary, Map<String, String> variables, boolean colour, ChildProcesses processes) {

    /** What a command did that was not watched. */
    public record Result(int exitCode, String out, String err) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs a command in a folder and shows its output as it comes. */
    public int show(Path folder, Writer out, Writer err, String... arguments) throws IOException {
        return processes.run(program(folder, colour, arguments), out, err);
    }

    /** Runs a command in a folder and keeps its output, without colours. */
    public Result run(Path folder, String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = processes.run(program(folder, false, arguments), out, err);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private ProcessBuilder program(Path folder, boolean coloured, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(binary.file().toString());
        command.addAll(List.of(arguments));
        if (!coloured) {
            command.add("-no-color");
        }
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        program.environment().clear();
        program.environment().putAll(variables);
        return program;
    }
}
