package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When the wrapper builds, and what it says when it cannot. A real build takes minutes: here stand-ins of its tools make
 * the files that one leaves.
 */
class WrapperTest {

    private static final List<String> SYSTEM_TOOLS = List.of(
            "bash",
            "cat",
            "cp",
            "cut",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "tail",
            "tee");
    private static final String BUILDS = "kfstack: building ";

    @TempDir
    Path work = Path.of("");

    private final Map<String, String> variables = new TreeMap<>();
    private Path home = Path.of("");
    private Path source = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(work.resolve("a folder"));
        Files.copy(Requirement.repository().resolve("kfstack"), home.resolve("kfstack"));
        source = home.resolve("model/src/main/java/Pool.java");
        for (String file : List.of(
                "pom.xml",
                "model/pom.xml",
                "model/src/main/java/Pool.java",
                "model/src/main/java/Old.java",
                "bindings/generate.mjs",
                "bindings/package-lock.json",
                "bindings/schemas/google.json",
                "plugin-protocol/proto/provider.proto",
                "environments/base.yaml",
                "overlays/params.yaml")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "");
        }
        tool("mvn", """
                mkdir -p bindings/generated
                ln -sf "$(command -v node)" bindings/generated/node
                : >cli/target/kfstack.jar
                echo '[INFO]      [exec] bindings: made Java of google (1 s)'
                echo '[INFO] Building kfstack model 0.1.0 [4/7]'
                """);
        tool("java", """
                case "$*" in
                *-version*) echo 'openjdk version "17.0.1"' >&2 ;;
                *ArchiveClassesAtExit=*) echo x >"$(echo "$1" | cut -d= -f2)" ;;
                *) echo "ran ${*##*.jar }" ;;
                esac
                """);
        for (String name : List.of("javac", "node", "npm")) {
            tool(name, ":");
        }
        age(home, 20);
    }

    @Test
    void theFirstRunBuildsAndSaysHowFarItIsAndTheSecondDoesNot() throws Exception {
        Run first = kfstack("synth", "kf-test");
        Run second = kfstack("validate");

        assertThat(first.err().replaceAll("in \\d+ s", "in N s")).isEqualTo("""
                        kfstack: building (the first time takes about four minutes, later a few seconds)
                        kfstack: bindings: made Java of google (1 s)
                        kfstack: module model [4/7]
                        kfstack: built in N s
                        """);
        assertThat(first).isEqualTo(new Run(0, "ran synth kf-test\n", first.err()));
        assertThat(second).isEqualTo(new Run(0, "ran validate\n", ""));
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
        build();
        Files.writeString(source, "changed");

        assertThat(kfstack("validate").err()).startsWith(BUILDS);
    }

    @Test
    void aDeletedSourceIsBuilt() throws Exception {
        build();
        Files.delete(source);

        assertThat(kfstack("validate").err()).startsWith(BUILDS);
    }

    @Test
    void aChangedEnvironmentIsNoReasonToBuild() throws Exception {
        build();
        Files.writeString(home.resolve("environments/base.yaml"), "changed");

        assertThat(kfstack("validate")).isEqualTo(new Run(0, "ran validate\n", ""));
    }

    @Test
    void aBuildThatWasKilledIsRepeated() throws Exception {
        build();
        Files.delete(home.resolve("cli/target/kfstack.jsa"));

        assertThat(kfstack("validate").err()).startsWith(BUILDS);
    }

    @Test
    void aFailedBuildEndsWithMavensErrors() throws Exception {
        tool("mvn", "echo '[INFO] fine'; echo '[ERROR] Pool.java:[3,7] no such class'; exit 1");

        Run run = kfstack("validate");

        assertThat(run.exitCode()).isEqualTo(70);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("the build failed; all of it is in ")
                .endsWith("[ERROR] Pool.java:[3,7] no such class\n");
    }

    @Test
    void whatMavenSaysAfterEveryErrorIsLeftOut() throws Exception {
        tool("mvn", """
                cat <<'END'
                [ERROR] Pool.java:[3,7] no such class
                [ERROR] -> [Help 1]
                [ERROR]
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                [ERROR] For more information about the errors and possible solutions, please read the following articles:
                [ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException
                [ERROR] After correcting the problems, you can resume the build with the command
                [ERROR]   mvn <args> -rf :kfstack-cli
                END
                exit 1
                """);

        assertThat(kfstack("validate").err()).endsWith("build.log\n[ERROR] Pool.java:[3,7] no such class\n");
    }

    @Test
    void aBuildThatIsInterruptedAtTheTerminalIsNoFailure() throws Exception {
        tool("mvn", """
                read -r _ _ _ wrapper _ </proc/$PPID/stat
                kill -INT $wrapper
                echo '[ERROR] exec returned: 130'
                exit 1
                """);

        // also where the tests run in the background, which ignores the signal
        Run run = run(
                Requirement.tool("env"),
                "--default-signal=INT",
                home.resolve("kfstack").toString(),
                "validate");

        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.err()).startsWith(BUILDS).endsWith("kfstack: stopped: the next run builds\n");
    }

    @Test
    void theLocaleIsOneThatKnowsAllNamesOfFiles() throws Exception {
        build();
        tool("java", "echo \"${LC_ALL-} ${LANG-}\"");

        variables.putAll(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"));
        assertThat(kfstack("validate").out()).isEqualTo("C.UTF-8 de_DE.UTF-8\n");
        variables.put("LC_ALL", "");
        assertThat(kfstack("validate").out()).isEqualTo(" de_DE.UTF-8\n");
        variables.put("LANG", "");
        assertThat(kfstack("validate").out()).isEqualTo("C.UTF-8 \n");
    }

    @Test
    void withoutAHomeToWriteToTheCdkKeepsNothing() throws Exception {
        build();
        tool("java", "echo \"cache ${JSII_RUNTIME_PACKAGE_CACHE-kept}\"");

        variables.put("HOME", "/dev/null");
        assertThat(kfstack("validate")).isEqualTo(new Run(0, "cache disabled\n", ""));
        variables.put("HOME", work.toString());
        assertThat(kfstack("validate")).isEqualTo(new Run(0, "cache kept\n", ""));
    }

    @Test
    void aSymbolicLinkFromElsewhereFindsItsHome() throws Exception {
        build();
        Path link = Files.createSymbolicLink(work.resolve("kf"), home.resolve("kfstack"));

        assertThat(run(link, "validate")).isEqualTo(new Run(0, "ran validate\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"java,'a JDK, 17 or newer'", "javac,'a JDK, 17 or newer'", "mvn,Maven 3.8.6 or newer", "npm,npm"})
    void whatIsNotInstalledIsNamed(String tool, String install) throws Exception {
        Files.delete(work.resolve("bin").resolve(tool));

        assertThat(kfstack("validate"))
                .isEqualTo(new Run(1, "", "kfstack: " + tool + " is not on the PATH: install " + install + "\n"));
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        assertThat(kfstack("validate"))
                .isEqualTo(new Run(
                        1, "", "kfstack: Java 11 is too old: install a JDK, 17 or newer, or point JAVA_HOME at one\n"));
    }

    /** Builds, and lets some time pass: files of one instant are neither newer nor older. */
    private void build() throws Exception {
        assertThat(kfstack("--version").err()).startsWith(BUILDS);
        age(home.resolve("cli/target/kfstack.jar"), 10);
        age(home.resolve("cli/target/kfstack.jsa"), 9);
    }

    private void tool(String name, String script) throws IOException {
        executable(work.resolve("bin"), name, script);
    }

    private static void executable(Path folder, String name, String script) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void age(Path path, int seconds) throws IOException {
        FileTime time = FileTime.from(Instant.now().minusSeconds(seconds));
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    private Run kfstack(String... args) throws IOException, InterruptedException {
        return run(home.resolve("kfstack"), args);
    }

    private Run run(Path command, String... args) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(args));
        Path out = work.resolve("out.txt");
        Path err = work.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", work.resolve("bin") + File.pathSeparator + systemTools());
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(variables);
        return new Run(builder.start().waitFor(), Files.readString(out), Files.readString(err));
    }

    /** What every Linux has, without the Java, Maven and npm that lie in the same folders. */
    private Path systemTools() throws IOException {
        Path folder = work.resolve("system");
        for (String name : SYSTEM_TOOLS) {
            executable(folder, name, "exec " + Requirement.tool(name) + " \"$@\"");
        }
        return folder;
    }
}
