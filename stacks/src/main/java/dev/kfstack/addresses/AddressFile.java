package dev.kfstack.addresses;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code environments/<environment>.addresses}: every address that Terraform has been given, one a line, with what can
 * never change of the resource behind it. Generated and committed, so that a loss is noticed before it happens.
 *
 * @param addresses where each one is written
 * @param fixed of those addresses of which something can never change, key to value
 */
public record AddressFile(
        SortedMap<StackAddress, Place> addresses, SortedMap<StackAddress, SortedMap<String, String>> fixed) {

    private static final String ENDING = ".addresses";

    private static final Pattern LINE =
            Pattern.compile("([a-z][-a-z0-9]*) ([a-z][a-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_-]*)((?: [A-Za-z.]+=\\S+)*)\\s*");

    public AddressFile {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        fixed = Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
    }

    /** The file's name in the environments folder. */
    public static String name(String environment) {
        return environment + ENDING;
    }

    /** The names of all environments that have such a file, sorted. */
    public static List<String> environments(Path environmentsFolder) throws IOException {
        try (Stream<Path> files = Files.list(environmentsFolder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /** What the environment's file holds; nothing where it does not exist yet. */
    public static AddressFile read(Path environmentsFolder, String environment, Problems problems) {
        Path file = environmentsFolder.resolve(name(environment));
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException firstSynth) {
            return new AddressFile(new TreeMap<>(), new TreeMap<>());
        } catch (IOException e) {
            String reason = e instanceof MalformedInputException ? "is not UTF-8 text" : "cannot be read";
            problems.error(new Place(file.toString(), 1, 1), "", "the file " + reason, "addresses-file");
        }
        return parse(lines, file.toString(), environment, problems);
    }

    private static AddressFile parse(List<String> lines, String file, String environment, Problems problems) {
        SortedMap<StackAddress, Place> addresses = new TreeMap<>();
        SortedMap<StackAddress, SortedMap<String, String>> fixed = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Place place = new Place(file, i + 1, 1);
            var matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).startsWith(environment + "-")) {
                StackAddress address = new StackAddress(matcher.group(1), matcher.group(2));
                addresses.putIfAbsent(address, place);
                if (!matcher.group(3).isEmpty()) {
                    fixed.putIfAbsent(address, pairs(matcher.group(3).strip()));
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                problems.error(
                        place,
                        "",
                        "must be a stack of " + environment + " and an address, such as \"" + environment
                                + "-cluster google_container_cluster.kubeflow\", got \"" + line.strip() + "\"",
                        "addresses-file",
                        "take both sides of a merge conflict, or restore the file from git: kfstack synth writes it");
            }
        }
        return new AddressFile(addresses, fixed);
    }

    private static SortedMap<String, String> pairs(String text) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (String pair : text.split(" ", -1)) {
            pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return pairs;
    }

    /** The whole text of the file of an environment of which nothing is left. */
    public static String textOfDestroyed(String environment) {
        return "# Written by kfstack decommission: nothing of " + environment + " is left. Delete " + environment
                + ".yaml; the next kfstack synth deletes this file.\n";
    }

    /**
     * The whole text of an environment's file.
     *
     * @param fixed what can never change of some of the addresses; keys and values without spaces
     */
    public static String text(
            String environment,
            Collection<StackAddress> addresses,
            Map<StackAddress, SortedMap<String, String>> fixed) {
        StringBuilder text = new StringBuilder("# Written by kfstack synth from " + environment
                + ".yaml: commit it. An address leaves this list by an entry in moves.yaml only.\n");
        for (StackAddress address : new TreeSet<>(addresses)) {
            text.append(address);
            fixed.getOrDefault(address, new TreeMap<>())
                    .forEach((key, value) ->
                            text.append(' ').append(key).append('=').append(value));
            text.append('\n');
        }
        return text.toString();
    }
}
