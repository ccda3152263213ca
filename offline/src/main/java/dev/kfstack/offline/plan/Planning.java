package dev.kfstack.offline.plan;

import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.terraform.TerraformVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Plans an environment with the user's cloud: terraform runs in the folders that synth wrote, beside the {@code .terraform}
 * the user has there.
 *
 * @param environment the environment's name
 * @param users the user's environment variables
 * @param colour whether terraform may colour its plans
 * @param scratch a folder that nobody else uses, made when it is needed
 */
public record Planning(
        String environment,
        TerraformBinary binary,
        Map<String, String> users,
        boolean colour,
        Path scratch,
        ChildProcesses processes,
        PlanOutput output) {

    /** Plans the stacks with the user's own providers, credentials and states. */
    public EnvironmentPlan withUsersCloud(List<StackFolder> stacks) throws IOException {
        output.forget(environment);
        return planAll(stacks, planner(TerraformVariables.of(users), "plans"));
    }

    /**
     * What terraform keeps of the stacks, with the user's own providers, credentials and states; those of which it keeps
     * nothing are left out.
     *
     * @throws IOException when a state cannot be read; terraform's words were shown
     */
    public List<StackState> states(List<StackFolder> stacks) throws IOException {
        StackPlanner planner = planner(TerraformVariables.of(users), "plans");
        List<StackState> states = new ArrayList<>();
        for (StackFolder stack : stacks) {
            states.add(planner.state(stack));
        }
        return states.stream().filter(state -> state.resources() > 0).toList();
    }

    /** Plans to destroy all of the stacks, the last first, with the user's own providers, credentials and states. */
    public EnvironmentPlan destruction(List<StackFolder> stacks) throws IOException {
        output.forget(environment);
        List<StackFolder> reversed = new ArrayList<>(stacks);
        Collections.reverse(reversed);
        return planAll(reversed, planner(TerraformVariables.of(users), "plans", "-destroy"));
    }

    /**
     * What plans single stacks, as {@link #withUsersCloud} does all of them: for those who do something in between.
     *
     * @param arguments of {@code terraform plan}, besides those that each plan has
     */
    public StackPlanner stackByStack(String... arguments) throws IOException {
        output.forget(environment);
        return planner(TerraformVariables.of(users), "plans", arguments);
    }

    EnvironmentPlan planAll(List<StackFolder> stacks, StackPlanner planner) throws IOException {
        List<StackResult> results = new ArrayList<>();
        for (StackFolder stack : stacks) {
            results.add(planner.plan(stack));
        }
        return new EnvironmentPlan(environment, results);
    }

    /** What plans with these variables, and keeps terraform's files in a folder of this name. */
    StackPlanner planner(SortedMap<String, String> variables, String plans, String... arguments) {
        // no advice on what to type next: the plan file is gone by then
        variables.put("TF_IN_AUTOMATION", "1");
        Terraform terraform = new Terraform(binary, variables, colour, processes);
        return new StackPlanner(terraform, scratch.resolve(plans), output, List.of(arguments));
    }
}
