package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.testkit.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** NOTICE names everything that kfstack needs at run time, and nothing else. */
class NoticeTest {

    private static final Path ROOT = Requirement.repository();

    @Test
    void namesEveryJavaLibraryOfTheRunTime() throws IOException {
        TreeSet<String> libraries = Pattern.compile(File.pathSeparator)
                .splitAsStream(Files.readString(ROOT.resolve("cli/target/runtime.classpath"))
                        .strip())
                .map(path -> Path.of(path).getFileName().toString())
                .filter(file -> file.endsWith(".jar") && !file.startsWith("kfstack-"))
                .map(file -> file.replaceFirst("-\\d.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed("Java libraries, from Maven Central")).isNotEmpty().containsExactlyElementsOf(libraries);
    }

    /** The CDK, constructs, and what the CDK's package brings along in itself. */
    @Test
    void namesTheJavaScriptInsideTheBindings() throws IOException {
        TreeSet<String> packages = new TreeSet<>(List.of("cdktn", "constructs"));
        String bundled = "node_modules/cdktn/node_modules/";
        new ObjectMapper()
                .readTree(ROOT.resolve("bindings/package-lock.json").toFile())
                .get("packages")
                .fieldNames()
                .forEachRemaining(name -> {
                    if (name.startsWith(bundled)) {
                        packages.add(name.substring(bundled.length()));
                    }
                });

        assertThat(listed("JavaScript inside the bindings, from npm")).containsExactlyElementsOf(packages);
    }

    private static List<String> listed(String heading) throws IOException {
        return Files.readString(ROOT.resolve("NOTICE"))
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("  "))
                .map(line -> line.strip().replaceFirst(" .*", ""))
                .toList();
    }
}
