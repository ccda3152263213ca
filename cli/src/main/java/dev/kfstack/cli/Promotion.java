package dev.kfstack.cli;

import dev.kfstack.environment.Tier;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.plan.StackPlanner;
import dev.kfstack.offline.plan.StackResult;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the environments of earlier tiers are as this commit has them. The states themselves are asked, by plans that
 * refresh nothing and lock nothing: no second record of what was applied could differ from them.
 *
 * @param variables of the environment in which terraform runs
 */
record Promotion(Folders folders, Map<String, String> variables, ProblemOutput output) {

    private static final String RULE = "promotion";

    /**
     * Reports each stack that an apply would still change.
     *
     * @param to the environment that is to follow
     * @param from the environments that are asked; empty for all of earlier tiers
     */
    void check(String to, List<String> from, Problems problems) throws IOException {
        EnvironmentsRead all = EnvironmentsRead.of(folders.environments(), List.of());
        problems.addAll(all.problems());
        problems.addAll(EnvironmentsRead.of(folders.environments(), List.of(to)).problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(variables, problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return;
        }
        List<EnvironmentFile> earlier = earlier(all.wanted(), to, from, problems);
        try (TerraformRun run = TerraformRun.open(binary.get(), variables, false)) {
            PlanOutput shown = new PlanOutput(output.err(), output.err(), Optional.empty());
            EnvironmentPlans plans = new EnvironmentPlans(earlier, folders, run, shown);
            plans.synth(problems);
            for (EnvironmentFile environment : problems.hasErrors() ? List.<EnvironmentFile>of() : earlier) {
                StackPlanner planner = plans.planning(environment.name()).stackByStack("-refresh=false", "-lock=false");
                for (StackFolder stack : plans.stacks(environment.name())) {
                    check(stack.name(), planner.plan(stack), environment.name(), to, problems);
                }
            }
        }
    }

    private static List<EnvironmentFile> earlier(
            List<EnvironmentFile> all, String to, List<String> from, Problems problems) {
        Tier tier = all.stream()
                .filter(file -> file.name().equals(to))
                .map(file -> file.environment().tier())
                .findFirst()
                .orElseThrow();
        List<EnvironmentFile> earlier = all.stream()
                .filter(file -> file.environment().tier().compareTo(tier) < 0)
                .toList();
        List<String> names = earlier.stream().map(EnvironmentFile::name).toList();
        from.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.error(
                        new Place("--from", 1, 1),
                        "",
                        "must name an environment of an earlier tier than " + to + ", got " + name + "; there are: "
                                + String.join(", ", names),
                        RULE));
        return earlier.stream()
                .filter(file -> from.isEmpty() || from.contains(file.name()))
                .toList();
    }

    private static void check(String stack, StackResult result, String environment, String to, Problems problems) {
        if (!(result instanceof StackResult.Planned planned) || !planned.isEmpty()) {
            problems.error(
                    new Place(stack, 1, 1),
                    "",
                    "is not as this commit has it (" + result.text() + "), and comes before " + to,
                    RULE,
                    "kfstack apply " + environment);
        }
    }
}
