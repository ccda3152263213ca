package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Planned;
import dev.kfstack.offline.plan.StackResult.Unchanged;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.TerraformVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans an environment without its cloud. Terraform never runs in the folders that synth wrote: the configurations are copied
 * into the scratch folder and initialized there, and a world that the user keeps is copied too, so that planning changes
 * neither.
 *
 * @param planning of the same environment with its cloud; only what it is made of is used
 */
public record OfflinePlanning(Planning planning) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Plans the stacks by the real providers, as if nothing existed: with no state, a made-up token, and nothing refreshed,
     * they check and plan without a call to the cloud. What looks something up waits. Terraform must be able to install
     * them.
     */
    public EnvironmentPlan withInstalledProviders(List<StackFolder> stacks) throws IOException {
        planning.output().forget(planning.environment());
        try (StateServer states =
                StateServer.start(planning.scratch().resolve("world").resolve("states"))) {
            SortedMap<String, String> variables = TerraformVariables.offline(planning.users());
            variables.putAll(states.environment());
            return planning.planAll(
                    copies(stacks, "configurations"), planning.planner(variables, "plans", "-refresh=false"));
        }
    }

    /**
     * Plans the stacks with no cloud. Each is applied, in a scratch world, before the next is planned.
     *
     * @param world the world to begin with; empty for one in which nothing exists
     */
    public EnvironmentPlan inWorld(Optional<Path> world, List<StackFolder> stacks) throws IOException {
        planning.output().forget(planning.environment());
        if (world.isPresent()) {
            copy(world.get(), planning.scratch().resolve("world"));
        }
        try (OfflineCloud cloud = OfflineCloud.in(planning.scratch().resolve("world"))) {
            return planAndApply(
                    copies(stacks, "configurations"), planning.planner(cloud.variables(planning.users()), "plans"));
        }
    }

    /**
     * Plans, with no cloud, what changes from one configuration to another: all of {@code before} is applied in a scratch
     * world, then {@code stacks} are planned there. Where both are the same, terraform is not asked.
     */
    public EnvironmentPlan against(List<StackFolder> before, List<StackFolder> stacks) throws IOException {
        planning.output().forget(planning.environment());
        if (configurations(before).equals(configurations(stacks))) {
            return new EnvironmentPlan(
                    planning.environment(),
                    stacks.stream()
                            .<StackResult>map(stack -> new Unchanged(stack.name()))
                            .toList());
        }
        try (OfflineCloud cloud = OfflineCloud.in(planning.scratch().resolve("world"))) {
            StackPlanner earlier = planning.planner(cloud.variables(planning.users()), "plans-before");
            for (StackFolder stack : copies(before, "configurations-before")) {
                if (!earlier.create(stack)) {
                    return new EnvironmentPlan(
                            planning.environment(),
                            List.of(new Failed(stack.name(), "it cannot be applied as it was before the change")));
                }
            }
            return planAndApply(
                    copies(stacks, "configurations"), planning.planner(cloud.variables(planning.users()), "plans"));
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
        return new EnvironmentPlan(planning.environment(), results);
    }

    /** Copies of the configurations alone. A local state, three folders up, is the world's. */
    private List<StackFolder> copies(List<StackFolder> stacks, String name) throws IOException {
        Path root = Files.createDirectories(planning.scratch().resolve(name));
        Path states =
                Files.createDirectories(planning.scratch().resolve("world").resolve("tfstate"));
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
