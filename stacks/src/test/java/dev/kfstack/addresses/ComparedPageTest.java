package dev.kfstack.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/compared.md} speaks of addresses that exist, and of all 54 resources of the module that it compares with. */
class ComparedPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(\\S+)` \\| (.+?) \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern ADDRESS = Pattern.compile("`((google|kubernetes)_[a-z0-9_]+\\.[A-Za-z0-9_-]+)`");

    private static List<MatchResult> rows() throws IOException {
        String page = Files.readString(Requirement.repository().resolve("docs/compared.md"));
        return ROW.matcher(page).results().toList();
    }

    private static Set<String> committed() throws IOException {
        Set<String> addresses = new TreeSet<>();
        try (Stream<Path> files = Files.list(Requirement.repository().resolve("environments"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".addresses")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> addresses.add(line.split(" ", -1)[1]));
            }
        }
        return addresses;
    }

    @Test
    void eachOfThe54ResourcesIsComparedOnce() throws IOException {
        assertThat(rows()).extracting(row -> row.group(1)).hasSize(54).doesNotHaveDuplicates();
    }

    @Test
    void whatStandsForOneOfThemIsAnAddressOfAnEnvironmentOrNothing() throws IOException {
        Set<String> committed = committed();
        for (MatchResult row : rows()) {
            List<String> addresses = new ArrayList<>();
            ADDRESS.matcher(row.group(2)).results().forEach(address -> addresses.add(address.group(1)));
            assertThat(addresses.isEmpty())
                    .as(row.group())
                    .isEqualTo(row.group(2).equals("nothing"));
            ADDRESS.matcher(row.group(3)).results().forEach(address -> addresses.add(address.group(1)));
            assertThat(committed).as(row.group()).containsAll(addresses);
        }
    }
}
