package dev.kfstack.reader;

import dev.kfstack.environment.Secret;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file of the environments folder with a secret's generation raised by one.
 *
 * @param from the generation so far, which may have been the default
 * @param text the whole file as it shall be
 */
public record SecretRotation(Path file, int from, String text) {

    /**
     * What must change for all of {@code environments}. A generation is raised where it is given: in base.yaml for those
     * that have it from there, else in their own file.
     *
     * @param secret the name of a secret that each of them has
     */
    public static List<SecretRotation> everywhere(
            Path folder, String secret, List<EnvironmentFile> environments, Problems problems) {
        TreeMap<Path, SecretRotation> rotations = new TreeMap<>();
        Path base = folder.resolve(EnvironmentReader.BASE);
        for (EnvironmentFile environment : environments) {
            Path own = folder.resolve(environment.name() + ".yaml");
            boolean shared = find(base, secret).isPresent()
                    && find(own, secret)
                            .filter(map -> map.get("generation").isPresent())
                            .isEmpty();
            Path file = shared ? base : own;
            if (!rotations.containsKey(file)) {
                raise(file, secret, environment, problems).ifPresent(rotation -> rotations.put(file, rotation));
            }
        }
        return List.copyOf(rotations.values());
    }

    /** What must change for one environment alone: its own file, whatever base.yaml says. */
    public static List<SecretRotation> alone(
            Path folder, String secret, EnvironmentFile environment, Problems problems) {
        return raise(folder.resolve(environment.name() + ".yaml"), secret, environment, problems).stream()
                .toList();
    }

    private static Optional<YamlMap> find(Path file, String secret) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return YamlFile.read(file, file.toString(), new Problems())
                .flatMap(root -> root.get("secrets"))
                .flatMap(secrets -> secrets instanceof YamlMap map ? map.get(secret) : Optional.empty())
                .flatMap(found -> found instanceof YamlMap map ? Optional.of(map) : Optional.empty());
    }

    private static Optional<SecretRotation> raise(
            Path file, String secret, EnvironmentFile environment, Problems problems) {
        Secret spec = Objects.requireNonNull(environment.environment().secrets().get(secret), secret);
        ConfigPath path = ConfigPath.of("secrets", secret, "generation");
        Optional<SecretRotation> rotation = new YamlText(read(file))
                .with(List.of("secrets", secret, "generation"), String.valueOf(spec.generation() + 1))
                .map(changed -> new SecretRotation(file, spec.generation(), changed.text()));
        if (rotation.isEmpty()) {
            problems.error(
                    new Place(file.toString(), 1, 1),
                    path.text(),
                    "cannot be changed here without changing more",
                    "secret-rotation",
                    "write " + path.text() + ": " + (spec.generation() + 1) + " into it yourself");
        }
        return rotation;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all files, or none: each is written aside before the first is replaced. */
    public static void write(List<SecretRotation> rotations) throws IOException {
        try {
            for (SecretRotation rotation : rotations) {
                Files.writeString(rotation.aside(), rotation.text());
            }
            for (SecretRotation rotation : rotations) {
                Files.move(
                        rotation.aside(),
                        rotation.file(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (SecretRotation rotation : rotations) {
                Files.deleteIfExists(rotation.aside());
            }
        }
    }

    private Path aside() {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }
}
