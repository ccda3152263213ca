package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The committed checksums of the providers, which Terraform wrote beside the list of them that comes with kfstack. Each
 * stack gets those that it needs: Terraform takes out the others, and refuses them when it may not.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/files/dependency-lock">dependency lock file</a>
 */
final class ProviderLock {

    static final String NAME = ".terraform.lock.hcl";

    private static final String FOLDER = "providers";
    private static final String RULE = "provider-lock";
    private static final Pattern PROVIDER = Pattern.compile("(?ms)^provider \"[^\"/]+/([^\"]+)\" \\{\n.*?^\\}\n");
    private static final Pattern VERSION = Pattern.compile("(?m)^  version +=\\s*\"([^\"]*)\"");

    private record Locked(String text, String version, int line) {}

    private final Path file;
    private final String head;
    private final Map<String, List<Locked>> providers = new TreeMap<>();

    private ProviderLock(Path file, String text) {
        this.file = file;
        Matcher provider = PROVIDER.matcher(text);
        int first = text.length();
        while (provider.find()) {
            first = Math.min(first, provider.start());
            Matcher version = VERSION.matcher(provider.group());
            providers
                    .computeIfAbsent(provider.group(1), source -> new ArrayList<>())
                    .add(new Locked(
                            provider.group(),
                            version.find() ? version.group(1) : "",
                            (int) text.substring(0, provider.start()).lines().count() + 1));
        }
        this.head = text.substring(0, first);
    }

    /** The one beside the environments; none when nobody has made it. */
    static Optional<ProviderLock> read(Path environmentsFolder) throws IOException {
        Path file = environmentsFolder.resolve(FOLDER).resolve(NAME);
        return Files.isRegularFile(file)
                ? Optional.of(new ProviderLock(file, Files.readString(file)))
                : Optional.empty();
    }

    /**
     * What each stack gets.
     *
     * @param configurations by stack
     * @param problems where a provider is reported that the lock does not have, or has in another version
     */
    SortedMap<String, String> ofStacks(Map<String, JsonNode> configurations, Problems problems) {
        SortedMap<String, String> versions = new TreeMap<>();
        SortedMap<String, String> locks = new TreeMap<>();
        configurations.forEach((stack, configuration) -> {
            SortedMap<String, String> needed = needed(configuration);
            versions.putAll(needed);
            locks.put(
                    stack,
                    head
                            + needed.keySet().stream()
                                    .flatMap(source -> providers.getOrDefault(source, List.of()).stream())
                                    .map(Locked::text)
                                    .collect(Collectors.joining("\n")));
        });
        versions.forEach((source, version) -> check(source, version, problems));
        return locks;
    }

    private static SortedMap<String, String> needed(JsonNode configuration) {
        SortedMap<String, String> versions = new TreeMap<>();
        configuration
                .at("/terraform/required_providers")
                .forEach(provider -> versions.put(
                        provider.path("source").asText(),
                        provider.path("version").asText()));
        return versions;
    }

    private void check(String source, String version, Problems problems) {
        List<Locked> locked = providers.getOrDefault(source, List.of());
        if (locked.isEmpty()) {
            problem(1, "has no " + source, problems);
        }
        for (Locked one : locked) {
            if (!one.version().equals(version)) {
                problem(
                        one.line(),
                        source + " must be " + version + ", which the constructs are made for, got " + one.version(),
                        problems);
            }
        }
    }

    private void problem(int line, String message, Problems problems) {
        problems.error(
                new Place(file.toString(), line, 1),
                "",
                message,
                RULE,
                "run terraform -chdir=" + file.getParent()
                        + " providers lock -platform=linux_amd64 -platform=darwin_arm64, and commit the file");
    }
}
