package dev.kfstack.cli;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One of the pipelines in {@code ci/}. */
record PipelineFile(Path path) {

    private static final Path ROOT = Requirement.repository();
    private static final Pattern JENKINS_STEP = Pattern.compile("\\bsh '([^']+)'");

    /** That of a path in the repository. */
    static PipelineFile of(String path) {
        return new PipelineFile(ROOT.resolve(path));
    }

    /** All in a folder of {@code ci/}. */
    static List<PipelineFile> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve("ci").resolve(folder))) {
            return files.filter(file -> !file.endsWith("credentials"))
                    .sorted()
                    .map(PipelineFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says, where it is YAML. */
    Map<?, ?> yaml() {
        LoadSettings strict =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return (Map<?, ?>) new Load(strict).loadFromString(text());
    }

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scripts of all steps; of Jenkins those of {@code sh}. */
    List<String> scripts() {
        List<String> scripts = new ArrayList<>();
        if (path.endsWith("Jenkinsfile")) {
            JENKINS_STEP.matcher(text()).results().forEach(match -> scripts.add(match.group(1)));
        } else {
            collect(yaml(), scripts);
        }
        return scripts;
    }

    private static void collect(Object node, List<String> scripts) {
        if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, scripts));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("run")) {
                    scripts.add((String) value);
                } else if (key.equals("script") && value instanceof List<?> lines) {
                    scripts.add(lines.stream().map(String::valueOf).collect(Collectors.joining("\n")));
                } else if (key.equals("args") && value instanceof List<?> arguments) {
                    scripts.add(String.valueOf(arguments.get(arguments.size() - 1)));
                } else {
                    collect(value, scripts);
                }
            });
        }
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
