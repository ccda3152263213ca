package dev.kfstack.reader;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlScalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the environments folder: {@code base.yaml} under each {@code <name>.yaml}, with {@code {environment}} replaced
 * by the name. Every mistake becomes a problem; shape problems do not hide what else is wrong.
 */
public final class EnvironmentReader {

    /** What all environments share. */
    public static final String BASE = "base.yaml";

    private static final Set<String> OTHER_FILES = Set.of(BASE, "moves.yaml", "guards.yaml", "drift.yaml");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

    private final Path folder;
    private final Problems problems;

    /**
     * Nothing is read yet.
     *
     * @param folder as the user gave it: messages name files by it
     */
    public EnvironmentReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The names of all environments, sorted; a problem when the folder cannot be read or holds none. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> all =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            all.stream()
                    .filter(name -> name.endsWith(".yml") && !name.startsWith("."))
                    .forEach(this::refuseOtherEnding);
            List<String> names = all.stream()
                    .filter(EnvironmentReader::isEnvironment)
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .toList();
            if (names.isEmpty()) {
                missing("holds no environment: expected a file such as kf-test.yaml");
            }
            return names;
        } catch (NotDirectoryException e) {
            missing("is not a folder");
        } catch (IOException e) {
            missing(Files.exists(folder) ? "cannot be read" : "does not exist");
        }
        return List.of();
    }

    private void refuseOtherEnding(String name) {
        problems.error(
                new Place(folder.resolve(name).toString(), 1, 1),
                "",
                "is not read: the name of an environment's file ends in .yaml",
                "environments-folder",
                "rename it to " + name.substring(0, name.length() - ".yml".length()) + ".yaml");
    }

    private void missing(String what) {
        problems.error(
                new Place(folder.toString(), 1, 1),
                "",
                "the environments folder " + what,
                "environments-folder",
                "run kfstack in the folder that holds environments/, or name another with --environments");
    }

    private static boolean isEnvironment(String file) {
        return file.endsWith(".yaml")
                && !file.endsWith(".facts.yaml")
                && !file.startsWith(".")
                && !OTHER_FILES.contains(file);
    }

    /** The named environments, in the order given; those whose file is no YAML map are left out, with a problem. */
    public List<EnvironmentFile> read(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Optional<YamlMap> base = base();
        if (base.isEmpty()) {
            return List.of();
        }
        Map<Problem, List<String>> missing = new LinkedHashMap<>();
        List<EnvironmentFile> files = names.stream()
                .flatMap(name -> read(name, base.get(), missing).stream())
                .toList();
        missing.forEach((problem, lacking) ->
                problems.add(lacking.size() == names.size() && names.size() > 1 ? problem : own(problem, lacking)));
        return files;
    }

    /** A map that begins in base.yaml lacks the key there; but other environments may have given it. */
    private static Problem own(Problem problem, List<String> lacking) {
        return new Problem(
                problem.severity(),
                problem.place(),
                problem.path(),
                problem.message(),
                problem.rule(),
                Optional.of("add it to " + String.join(" and ", lacking)));
    }

    private Optional<YamlMap> base() {
        Path file = folder.resolve(BASE);
        return Files.exists(file)
                ? YamlFile.read(file, file.toString(), problems)
                : Optional.of(new YamlMap(new Place(file.toString(), 1, 1), Map.of()));
    }

    private Optional<EnvironmentFile> read(String name, YamlMap base, Map<Problem, List<String>> missing) {
        Path file = folder.resolve(name + ".yaml");
        Problems found = new Problems();
        Optional<YamlMap> own = YamlFile.read(file, file.toString(), problems);
        Optional<EnvironmentFile> read = own.map(map -> base.under(map).mapScalars(scalar -> substitute(scalar, name)))
                .map(merged -> new EnvironmentFile(
                        name, file.toString(), RecordReader.read(Environment.class, merged, found)));
        for (Problem problem : found.inFileOrder()) {
            if (problem.rule().equals(RecordReader.MISSING_KEY)
                    && problem.place().file().equals(base.place().file())) {
                missing.computeIfAbsent(problem, key -> new ArrayList<>()).add(file.toString());
            } else {
                problems.add(problem);
            }
        }
        Set<String> refused = problems.inFileOrder().stream()
                .filter(problem -> problem.place().file().equals(file.toString()))
                .map(Problem::path)
                .collect(Collectors.toSet());
        own.ifPresent(map -> warnOfIdleNulls(map, base, ConfigPath.ROOT, refused));
        return read;
    }

    /** A null that removes nothing is most likely a misspelt name, or a value that was forgotten. */
    private void warnOfIdleNulls(YamlMap own, YamlMap base, ConfigPath path, Set<String> refused) {
        own.entries().forEach((key, entry) -> {
            Optional<YamlNode> far = base.get(key);
            ConfigPath inner = path.key(key);
            if (refused.contains(inner.text())) {
                return;
            }
            if (entry.value().isNull() && far.isEmpty()) {
                problems.add(new Problem(
                        Severity.WARNING,
                        entry.keyPlace(),
                        inner.text(),
                        "is null, but " + BASE + " has nothing here to remove",
                        "null-removes-nothing",
                        Spelling.didYouMean(key, base.entries().keySet())));
            } else if (entry.value() instanceof YamlMap near) {
                YamlMap nothing = new YamlMap(near.place(), Map.of());
                warnOfIdleNulls(near, far.orElse(nothing) instanceof YamlMap map ? map : nothing, inner, refused);
            }
        });
    }

    private YamlScalar substitute(YamlScalar scalar, String name) {
        Matcher matcher = PLACEHOLDER.matcher(scalar.text());
        if (scalar.kind() != YamlScalar.Kind.STRING || !matcher.find()) {
            return scalar;
        }
        String text = matcher.replaceAll(found -> {
            if (!found.group(1).equals("environment")) {
                problems.error(
                        scalar.place(),
                        "",
                        "unknown placeholder " + found.group() + ", known is {environment}",
                        "unknown-placeholder");
            }
            return Matcher.quoteReplacement(name);
        });
        return scalar.withText(text);
    }
}
