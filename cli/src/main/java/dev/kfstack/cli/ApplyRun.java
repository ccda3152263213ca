package dev.kfstack.cli;

import dev.kfstack.addresses.MovesFile;
import dev.kfstack.environment.Moves;
import dev.kfstack.forge.Comment;
import dev.kfstack.forge.ForgeException;
import dev.kfstack.forge.ForgeSettings;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.guard.GuardsFile;
import dev.kfstack.review.plan.StackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;

/**
 * One run of a command that applies.
 *
 * @param variables of the environment in which terraform runs, and that say which pull request this is about
 */
record ApplyRun(ApplyOptions options, ProblemOutput output, Map<String, String> variables) {

    /** Applies the environment as it was reviewed. */
    int apply() {
        checkUsage();
        Problems problems = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(options.folders().environments(), List.of(options.environment()));
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(variables, problems);
        Optional<ForgeSettings> settings = options.forge().settings(variables, problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return output.report(problems);
        }
        try (TerraformRun run = TerraformRun.open(binary.get(), variables, !output.isJson() && Ansi.AUTO.enabled())) {
            Reviewed reviewed =
                    Reviewed.of(options.environment(), options.digests(), settings, output.err()::println, problems);
            if (problems.hasErrors()) {
                return output.report(problems);
            }
            PlanOutput plans = new PlanOutput(output.lists(), output.err(), Optional.of(run.kept()));
            return apply(new EnvironmentPlans(read.wanted(), options.folders(), run, plans), reviewed, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkUsage() {
        options.digests().forEach((stack, digest) -> {
            if (!stack.startsWith(options.environment() + "-") || !digest.matches("[0-9a-f]{64}")) {
                throw output.usage("--digest must be a stack of " + options.environment()
                        + " and 64 hexadecimal digits, as the review prints them, got " + stack + "=" + digest);
            }
        });
    }

    private int apply(EnvironmentPlans plans, Reviewed reviewed, Problems problems) throws IOException {
        String environment = options.environment();
        plans.synth(problems);
        Function<StackPlan, List<Finding>> guards = guards(problems);
        if (output.report(problems) != ExitCode.FINE) {
            return ExitCode.PROBLEMS;
        }
        EnvironmentApply apply = new EnvironmentApply(
                plans.planning(environment).stackByStack(), plans.run().kept(), reviewed.digests(), guards);
        ApplyReport report = new ApplyReport(environment, apply.apply(plans.stacks(environment)));
        output.lists().print(report.text());
        output.lists().flush();
        Optional<String> facts = report.isDone()
                ? FactsPullRequest.awaited(plans.environments().get(0)).map(FactsPullRequest::text)
                : Optional.empty();
        facts.ifPresent(output.err()::println);
        if (reviewed.comment().isPresent()) {
            comment(
                    reviewed.comment().get(),
                    report,
                    facts.map(text -> "\n" + text).orElse(""));
        }
        return report.isDone() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private Function<StackPlan, List<Finding>> guards(Problems problems) {
        Moves moves = MovesFile.read(options.folders().environments(), problems).moves();
        GuardsFile file = GuardsFile.read(options.folders().environments(), problems);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        // that an exception is for the plan of another stack is no problem here: the review judges all of them together
        return plan -> GuardReport.of(GuardReport.Subject.of(List.of(plan), moves), file, today, new Problems())
                .open();
    }

    /** That a comment could not be written changes nothing about what was applied. */
    private void comment(Comment comment, ApplyReport report, String facts) throws IOException {
        try {
            if (!report.isQuiet() || comment.read().isPresent()) {
                comment.write(report.markdown() + facts);
            }
        } catch (ForgeException e) {
            output.err().println("kfstack: the pull request could not be told: " + e.getMessage());
        }
    }
}
