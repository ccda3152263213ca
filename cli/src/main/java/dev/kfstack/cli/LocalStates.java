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
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * States that lie in files beside the configuration, where a fake cloud and a real one would share them: those of the
 * folders a command runs in, and of the stacks and environments that it can come upon there. Where its arguments name some
 * of these, it is taken to mean no others.
 */
final class LocalStates {

    private static final String CONFIGURATION = "cdk.tf.json";
    private static final String CHDIR = "-chdir";
    private static final String ENVIRONMENTS = "--environments";

    private final List<String> command;
    private final SortedSet<String> found = new TreeSet<>();

    /** What the command can come upon, and whether its state is a file. */
    private final SortedMap<String, Boolean> near = new TreeMap<>();

    private LocalStates(List<String> command) {
        this.command = command;
    }

    /**
     * The names of the stacks and environments whose state is a file and which the command may write.
     *
     * @param start the folder where the command starts
     * @param folders where kfstack reads and writes
     */
    static SortedSet<String> of(Path start, Folders folders, List<String> command) throws IOException {
        LocalStates states = new LocalStates(command);
        states.runIn(start);
        for (String folder : states.values(CHDIR)) {
            states.runIn(start.resolve(folder));
        }
        states.stacks(start.resolve(folders.terraform()).resolve("stacks"));
        states.environments(start.resolve(folders.environments()));
        for (String folder : states.values(ENVIRONMENTS)) {
            states.environments(start.resolve(folder));
        }
        return states.meant();
    }

    /** The values that an option has in the command, after an equals sign or as the next argument. */
    private List<String> values(String option) {
        return IntStream.range(0, command.size())
                .boxed()
                .flatMap(i -> {
                    String argument = command.get(i);
                    if (argument.startsWith(option + "=")) {
                        return Stream.of(argument.substring(option.length() + 1));
                    }
                    return argument.equals(option) && i + 1 < command.size()
                            ? Stream.of(command.get(i + 1))
                            : Stream.of();
                })
                .toList();
    }

    private void runIn(Path folder) throws IOException {
        if (isLocal(folder)) {
            found.add(String.valueOf(folder.toRealPath().getFileName()));
        }
    }

    private void stacks(Path stacks) throws IOException {
        if (Files.isDirectory(stacks)) {
            try (Stream<Path> all = Files.list(stacks)) {
                for (Path stack : all.toList()) {
                    near.put(stack.getFileName().toString(), isLocal(stack));
                }
            }
        }
    }

    /** What is wrong with a file is for synth to say. */
    private void environments(Path folder) {
        if (Files.isDirectory(folder)) {
            EnvironmentReader reader = new EnvironmentReader(folder, new Problems());
            for (EnvironmentFile file : reader.read(reader.names())) {
                near.put(file.name(), file.environment().terraform().backend() instanceof Backend.Local);
            }
        }
    }

    private static boolean isLocal(Path folder) throws IOException {
        Path configuration = folder.resolve(CONFIGURATION);
        if (!Files.isRegularFile(configuration)) {
            return false;
        }
        JsonNode backend = new ObjectMapper()
                .readTree(configuration.toFile())
                .path("terraform")
                .path("backend");
        return backend.has("local");
    }

    private SortedSet<String> meant() {
        SortedSet<String> named =
                near.keySet().stream().filter(this::isNamed).collect(Collectors.toCollection(TreeSet::new));
        near.forEach((name, local) -> {
            if (local && (named.isEmpty() || named.contains(name))) {
                found.add(name);
            }
        });
        return found;
    }

    /** A stack's name names its environment too. */
    private boolean isNamed(String name) {
        Pattern word = Pattern.compile("(?<![a-z0-9-])" + Pattern.quote(name) + "(?![a-z0-9])");
        return command.stream().anyMatch(argument -> word.matcher(argument).find());
    }
}
