package dev.kfstack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.environment.Backend;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** States that lie in files beside the configuration, where a fake cloud and a real one would share them. */
final class LocalStates {

    private static final String CONFIGURATION = "cdk.tf.json";
    private static final String CHDIR = "-chdir=";

    private LocalStates() {}

    /**
     * The stacks with such a state that a command can come upon: those it runs in, those that are synthesized in the
     * folder where it starts, and the environments there that it may synthesize.
     *
     * @param start the folder where the command starts
     */
    static SortedSet<String> of(Path start, List<String> command) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        List<Path> folders = new ArrayList<>(List.of(start));
        command.stream()
                .filter(argument -> argument.startsWith(CHDIR))
                .forEach(argument -> folders.add(start.resolve(argument.substring(CHDIR.length()))));
        Path stacks = start.resolve("cdktf.out/stacks");
        if (Files.isDirectory(stacks)) {
            try (Stream<Path> all = Files.list(stacks)) {
                folders.addAll(all.toList());
            }
        }
        for (Path folder : folders) {
            if (isLocal(folder.resolve(CONFIGURATION))) {
                found.add(String.valueOf(folder.toRealPath().getFileName()));
            }
        }
        found.addAll(environments(start.resolve("environments")));
        return found;
    }

    private static boolean isLocal(Path configuration) throws IOException {
        if (!Files.isRegularFile(configuration)) {
            return false;
        }
        JsonNode backend = new ObjectMapper()
                .readTree(configuration.toFile())
                .path("terraform")
                .path("backend");
        return backend.has("local");
    }

    /** What is wrong with a file is for synth to say. */
    private static List<String> environments(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        EnvironmentReader reader = new EnvironmentReader(folder, new Problems());
        return reader.read(reader.names()).stream()
                .filter(file -> file.environment().terraform().backend() instanceof Backend.Local)
                .map(EnvironmentFile::name)
                .toList();
    }
}
