package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Planned;
import dev.kfstack.offline.plan.StackResult.Unchanged;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.terraform.TerraformVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans an environment.
 *
 * <p>With the user's cloud, terraform runs in the folders that synth wrote, beside the {@code .terraform} the user has there.
 * Offline it never does: the configurations are copied into a scratch folder and initialized there, and a world that the
 * user keeps is copied too, so that planning changes neither.
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

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /**
     * Plans the stacks by the real providers, as if nothing existed: with no state, a made-up token, and nothing refreshed,
     * they check and plan without a call to the cloud. What looks something up waits. Terraform must be able to install
     * them.
     */
    public EnvironmentPlan withInstalledProviders(List<StackFolder> stacks) throws IOException {
        output.forget(environment);
        try (StateServer states = StateServer.start(scratch.resolve("world").resolve("states"))) {
            SortedMap<String, String> variables = TerraformVariables.offline(users);
            variables.putAll(states.environment());
            return planAll(copies(stacks, "configurations"), planner(variables, "plans", "-refresh=false"));
        }
    }

    private EnvironmentPlan planAll(List<StackFolder> stacks, StackPlanner planner) throws IOException {
        List<StackResult> results = new ArrayList<>();
        for (StackFolder stack : stacks) {
            results.add(planner.plan(stack));
        }
        return new EnvironmentPlan(environment, results);
    }

    /**
     * Plans the stacks with no cloud. Each is applied, in a scratch world, before the next is planned.
     *
     * @param world the world to begin with; empty for one in which nothing exists
     */
    public EnvironmentPlan offline(List<StackFolder> stacks, Optional<Path> world) throws IOException {
        output.forget(environment);
        if (world.isPresent()) {
            copy(world.get(), scratch.resolve("world"));
        }
        try (OfflineCloud cloud = OfflineCloud.in(scratch.resolve("world"))) {
            return planAndApply(copies(stacks, "configurations"), planner(cloud.variables(users), "plans"));
        }
    }

    /**
     * Plans, with no cloud, what changes from one configuration to another: all of {@code before} is applied in a scratch
     * world, then {@code stacks} are planned there. Where both are the same, terraform is not asked.
     */
    public EnvironmentPlan against(List<StackFolder> before, List<StackFolder> stacks) throws IOException {
        output.forget(environment);
        if (configurations(before).equals(configurations(stacks))) {
            return new EnvironmentPlan(
                    environment,
                    stacks.stream()
                            .<StackResult>map(stack -> new Unchanged(stack.name()))
                            .toList());
        }
        try (OfflineCloud cloud = OfflineCloud.in(scratch.resolve("world"))) {
            StackPlanner earlier = planner(cloud.variables(users), "plans-before");
            for (StackFolder stack : copies(before, "configurations-before")) {
                if (!earlier.create(stack)) {
                    return new EnvironmentPlan(
                            environment,
                            List.of(new Failed(stack.name(), "it cannot be applied as it was before the change")));
                }
            }
            return planAndApply(copies(stacks, "configurations"), planner(cloud.variables(users), "plans"));
        }
    }

    private static Map<String, JsonNode> configurations(List<StackFolder> stacks) throws IOException {
        Map<String, JsonNode> configurations = new TreeMap<>();
        for (StackFolder stack : stacks) {
            configurations.put(stack.name(), JSON.readTree(stack.configuration().toFile()));
        }
        return configurations;
    }

    private EnvironmentPlan planAndApply(List<StackFolder> stacks, StackPlanner planner) throws IOException {
        List<StackResult> results = new ArrayList<>();
        Optional<String> broken = Optional.empty();
        for (StackFolder stack : stacks) {
            if (broken.isPresent()) {
                results.add(new Failed(stack.name(), "it builds on " + broken.get()));
                continue;
            }
            StackResult result = planner.plan(stack);
            boolean isLast = stack.equals(stacks.get(stacks.size() - 1));
            if (result instanceof Planned && !isLast && !planner.apply(stack)) {
                result = new Failed(stack.name(), "its plan cannot be applied");
            }
            results.add(result);
            broken = result instanceof Failed ? Optional.of(stack.name()) : broken;
        }
        return new EnvironmentPlan(environment, results);
    }

    private StackPlanner planner(SortedMap<String, String> variables, String plans, String... arguments) {
        // no advice on what to type next: the plan file is gone by then
        variables.put("TF_IN_AUTOMATION", "1");
        Terraform terraform = new Terraform(binary, variables, colour, processes);
        return new StackPlanner(terraform, scratch.resolve(plans), output, List.of(arguments));
    }

    /** Copies of the configurations alone. A local state, three folders up, is the world's. */
    private List<StackFolder> copies(List<StackFolder> stacks, String name) throws IOException {
        Path root = Files.createDirectories(scratch.resolve(name));
        Path states = Files.createDirectories(scratch.resolve("world").resolve("tfstate"));
        Files.createSymbolicLink(root.resolve("tfstate"), states);
        List<StackFolder> copies = new ArrayList<>();
        for (StackFolder stack : stacks) {
            Path folder =
                    Files.createDirectories(root.resolve("cdktf.out/stacks").resolve(stack.name()));
            StackFolder copy = new StackFolder(stack.name(), folder);
            Files.copy(stack.configuration(), copy.configuration());
            copies.add(copy);
        }
        return copies;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
