package dev.kfstack.cli;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --output} and what it decides. */
final class ProblemOutput {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How problems are printed: text (to standard error) or json (to standard output).")
    private ProblemFormat format = ProblemFormat.TEXT;

    /** Prints all problems and a last line that counts them. */
    int report(Problems problems) {
        return report(problems, isJson());
    }

    /** As {@link #report(Problems)}, where YAML follows on standard output unless there are errors: never both. */
    int reportBeforeYaml(Problems problems) {
        return report(problems, isJson() && problems.hasErrors());
    }

    private int report(Problems problems, boolean asJson) {
        List<Problem> found = problems.inFileOrder();
        if (asJson) {
            out().print(ProblemJson.render(found));
            out().flush();
        } else if (!found.isEmpty()) {
            err().print(new ProblemText().render(found));
            err().println(count(found));
        }
        return problems.hasErrors() ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    boolean isJson() {
        return format == ProblemFormat.JSON;
    }

    /** Where lists of files go: to standard output, unless one JSON document is all that it holds. */
    PrintWriter lists() {
        return isJson() ? err() : out();
    }

    /** What a command throws for options that do not go together. */
    CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private static String count(List<Problem> found) {
        long errors = found.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        long warnings = found.size() - errors;
        return number(errors, "error") + (warnings == 0 ? "" : ", " + number(warnings, "warning"));
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
