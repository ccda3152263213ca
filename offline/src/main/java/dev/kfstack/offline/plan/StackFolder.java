package dev.kfstack.offline.plan;

import dev.kfstack.names.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A stack as synth wrote it: its name, and the folder that holds its {@code cdk.tf.json}. */
public record StackFolder(String name, Path folder) {

    static final String CONFIGURATION = "cdk.tf.json";

    /** Those that an environment has in an output folder, in the order in which they are applied. */
    public static List<StackFolder> of(Path output, String environment) {
        return names(environment).stream()
                .map(name -> new StackFolder(name, output.resolve("stacks").resolve(name)))
                .filter(stack -> Files.isRegularFile(stack.configuration()))
                .toList();
    }

    /** The names of all stacks that an environment can have. */
    static List<String> names(String environment) {
        return Arrays.stream(Stack.values())
                .map(stack -> environment + "-" + stack.suffix())
                .toList();
    }

    Path configuration() {
        return folder.resolve(CONFIGURATION);
    }
}
