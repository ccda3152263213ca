package dev.kfstack.cli;

import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.problem.IoFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kfstack}: the root of all commands. */
@Command(
        name = "kfstack",
        description =
                "Terraform and Kustomize overlays for a shared Kubeflow platform, from one YAML file an environment.",
        subcommands = {
            SynthCommand.class,
            ValidateCommand.class,
            ExpandCommand.class,
            ExplainCommand.class,
            OverlaysCommand.class,
            IpPlanCommand.class,
            BootstrapCommand.class,
            NetworkCommand.class,
            SecretsCommand.class,
            UpstreamCommand.class,
            DecommissionCommand.class,
            FactsCommand.class,
            ApplyOverlayCommand.class,
            RestoreDrillCommand.class,
            PlanCommand.class,
            ReviewCommand.class,
            GuardCommand.class,
            CommentCommand.class,
            ApplyCommand.class,
            PromoteCommand.class,
            DriftCommand.class,
            OfflineCommand.class,
            GenerateCompletion.class
        },
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        footerHeading = "%nExit codes: 0 fine, 1 problems or stale output, 2 wrong usage, 70 a bug of kfstack.%n",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    private static final int USAGE_WIDTH = 110;
    private static final PrintStream SILENCE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @Option(
            names = "--stacktrace",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print the whole stack trace of a bug.")
    private boolean stacktrace;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs one command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // the CDK's Node, when Ctrl-C ends it with us, has a stack trace to say, which the CDK prints
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.setErr(SILENCE)));
        StandardOutput results = new StandardOutput();
        CommandLine commandLine = commandLine()
                .setOut(new PrintWriter(results, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int exitCode = commandLine.execute(args);
        // only what ends a line was written at once
        commandLine.getOut().flush();
        if (results.failure().isPresent()) {
            commandLine
                    .getErr()
                    .println("kfstack: standard output: " + results.failure().get());
            exitCode = Math.max(exitCode, ExitCode.PROBLEMS);
        }
        commandLine.getErr().flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        Objects.requireNonNull(commandLine.getSubcommands().get("generate-completion"))
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                // examples are there to be copied: a line of theirs is never broken
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler((exception, failed, parsed) -> main.report(exception, failed.getErr()));
    }

    /** A line that says what is wrong, what was probably meant, and where to read on: no page of usage. */
    private static int explain(CommandLine.ParameterException exception, String[] args) {
        CommandLine failed = exception.getCommandLine();
        PrintWriter err = failed.getErr();
        err.println("kfstack: " + exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try '" + failed.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }

    private int report(Exception exception, PrintWriter err) {
        if (exception instanceof ChildProcesses.Stopped || isEnding()) {
            return ExitCode.STOPPED;
        }
        if (stacktrace) {
            exception.printStackTrace(err);
        }
        Throwable cause = exception instanceof UncheckedIOException ? exception.getCause() : exception;
        if (cause instanceof IOException failure) {
            // a full disk, a folder without rights, a tool that is not installed
            err.println("kfstack: " + IoFailure.reason(failure));
            return ExitCode.PROBLEMS;
        }
        err.println("kfstack: this is a bug: " + exception);
        if (!stacktrace) {
            err.println("kfstack: run it again with --stacktrace for all of it");
        }
        return ExitCode.BUG;
    }

    /** After Ctrl-C, which a terminal also sends to what the command runs: that it fails then is no news. */
    private static boolean isEnding() {
        try {
            Thread hook = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** The version that the build wrote into the manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"kfstack " + (version == null ? "(not packaged)" : version)};
        }
    }
}
