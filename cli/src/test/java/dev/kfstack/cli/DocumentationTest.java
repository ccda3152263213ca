package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    private static final Path ROOT = Requirement.repository();
    private static final Set<String> NOT_OURS =
            Set.of("vendor", "node_modules", "target", "generated", ".git", "cdktf.out");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void everyRelativeLinkLeadsToSomethingThatExists() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String target : LINK.matcher(Files.readString(page))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !link.matches("<?[a-z]+:.*|#.*"))
                    .toList()) {
                if (!Files.exists(page.resolveSibling(target.replaceFirst("#.*", "")))) {
                    broken.add(ROOT.relativize(page) + ": " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(pages())
                .filteredOn(page -> page.getParent().equals(ROOT.resolve("docs")))
                .allMatch(page -> readme.contains("](docs/" + page.getFileName() + ")"));
    }

    @Test
    void thePageOfOfflinePlansCountsTheResourcesThatThereAre() throws IOException {
        Map<String, Long> resources = Files.readAllLines(ROOT.resolve("environments/kf-test.addresses")).stream()
                .filter(line -> line.startsWith("kf-test-"))
                .collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(' ')), Collectors.counting()));
        long all = resources.values().stream().mapToLong(Long::longValue).sum();

        assertThat(Files.readString(ROOT.resolve("docs/offline.md"))).contains("""
                kf-test-foundation: %d to add, 0 to change, 0 to destroy
                kf-test-cluster: %d to add, 0 to change, 0 to destroy
                kf-test-kubernetes: %d to add, 0 to change, 0 to destroy
                Plan: %d to add, 0 to change, 0 to destroy.
                """.formatted(
                        resources.get("kf-test-foundation"),
                        resources.get("kf-test-cluster"),
                        resources.get("kf-test-kubernetes"),
                        all));
    }

    @Test
    void theReadmeHasTheCommandsThatThereAre() throws IOException {
        SortedSet<String> inReadme = Pattern.compile("^\\| `kfstack ([a-z-]+)", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> inHelp = new TreeSet<>();
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                inHelp.add(name);
            }
        });

        assertThat(inReadme).isEqualTo(inHelp);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(pages).contains(ROOT.resolve("README.md"));
        return pages;
    }
}
