package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTest {

    @Test
    void helpListsTheCommandsAndTheExitCodes() {
        Run run = Run.kfstack("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("synth", "validate", "expand", "overlays", "plan", "offline")
                .contains("Exit codes: 0 fine, 1 problems or stale output, 2 wrong usage");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synth",
                "validate",
                "expand",
                "explain",
                "overlays",
                "ip-plan",
                "bootstrap",
                "network",
                "plan",
                "offline"
            })
    void theHelpOfEveryCommandShowsAnExample(String command) {
        Run run = Run.kfstack(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("Examples?: +kfstack " + command);
    }

    @Test
    void theListOfCommandsHasWholeSentencesAndHelpIsBrokenIntoLinesOnlyByItsWidth() {
        commands(Main.commandLine()).forEach(command -> {
            CommandSpec spec = command.getCommandSpec();
            if (!spec.name().equals("generate-completion")) {
                assertThat(spec.usageMessage().description()[0]).as(spec.name()).endsWith(".");
            }
            spec.args()
                    .forEach(arg ->
                            assertThat(arg.description()).as(spec.name() + arg).hasSizeLessThan(2));
        });
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLineTest::commands));
    }

    @Test
    void anExampleStaysOnItsLine() {
        assertThat(Run.kfstack("offline", "serve", "--help").out())
                .contains("kfstack offline serve -- cdktf plan kf-test-cluster --skip-provider-lock\n")
                .contains("-- terraform -chdir=cdktf.out/stacks/kf-test-cluster apply\n");
    }

    @Test
    void resultsThatCannotBeWrittenAreNoSuccess(@TempDir Path folder) throws Exception {
        Run.copyOfRepository(folder);

        assertThat(KfstackInChildJvm.run(folder, Map.of(), Path.of("/dev/full"), "expand", "kf-test"))
                .isEqualTo(new Run(1, "", "kfstack: standard output: No space left on device\n"));
    }

    @Test
    void whoReadsNoMoreOfTheResultsIsToldNothing(@TempDir Path folder) throws Exception {
        Run.copyOfRepository(folder);
        Process kfstack = KfstackInChildJvm.startForReading(folder, "expand", "kf-test");
        kfstack.getInputStream().close();

        assertThat(new String(kfstack.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(kfstack.waitFor()).isZero();
    }

    @Test
    void printsAVersion() {
        assertThat(Run.kfstack("--version").out()).startsWith("kfstack ");
    }

    @Test
    void aWrongCommandIsWrongUsageAndSaysWhatWasMeant() {
        Run run = Run.kfstack("validat");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        kfstack: Unmatched argument at index 0: 'validat'
                        Did you mean: kfstack validate or kfstack offline?
                        Try 'kfstack --help'.
                        """);
    }

    @Test
    void aWrongOptionIsWrongUsageOfItsCommand() {
        Run run = Run.kfstack("synth", "--outputdir", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--outputdir", "Try 'kfstack synth --help'.");
    }

    @Test
    void noCommandAtAllIsWrongUsage() {
        Run run = Run.kfstack();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: a command is missing\n");
    }
}
