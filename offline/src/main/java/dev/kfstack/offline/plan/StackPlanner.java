package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Planned;
import dev.kfstack.offline.plan.StackResult.Waiting;
import dev.kfstack.offline.terraform.Terraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans, and applies, the stacks of one environment with one terraform, one after another. */
public final class StackPlanner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terraform terraform;
    private final Path plans;
    private final PlanOutput output;
    private final List<String> arguments;
    private final Map<String, JsonNode> unapplied = new LinkedHashMap<>();

    /**
     * A planner of stacks that nobody else plans.
     *
     * @param plans an empty folder for terraform's plan files
     * @param arguments of {@code terraform plan}, besides those that each plan has
     */
    StackPlanner(Terraform terraform, Path plans, PlanOutput output, List<String> arguments) {
        this.terraform = terraform;
        this.plans = plans;
        this.output = output;
        this.arguments = arguments;
    }

    /** Plans a stack against its state as it is, and keeps what came of it. */
    public StackResult plan(StackFolder stack) throws IOException {
        StackResult result = planned(stack);
        output.keepUnplanned(result);
        return result;
    }

    private StackResult planned(StackFolder stack) throws IOException {
        Optional<String> awaited =
                Lookup.awaited(JSON.readTree(stack.configuration().toFile()), unapplied.values());
        if (awaited.isPresent()) {
            return new Waiting(stack.name(), awaited.get());
        }
        if (!init(stack)) {
            return new Failed(stack.name(), "terraform init failed");
        }
        output.say(stack.name(), "terraform plan");
        output.results().println("# " + stack.name());
        List<String> command = new ArrayList<>(
                List.of("plan", "-input=false", "-out=" + file(stack).toAbsolutePath()));
        command.addAll(arguments);
        HeardWriter errors = new HeardWriter(output.progress());
        int exitCode = terraform.show(stack.folder(), output.results(), errors, command.toArray(String[]::new));
        if (exitCode != 0) {
            return failed(stack, errors.heard());
        }
        String json =
                succeeding(stack, "show", "-json", file(stack).toAbsolutePath().toString());
        output.keep(stack.name(), file(stack), json);
        JsonNode plan = JSON.readTree(json);
        unapplied.put(stack.name(), plan);
        return new Planned(stack.name(), PlanSummary.of(plan));
    }

    private static Failed failed(StackFolder stack, String errors) {
        List<String> guarded = DestructionRefused.addresses(errors);
        return guarded.isEmpty()
                ? new Failed(stack.name(), "terraform plan failed" + StateLock.reason(errors, stack))
                : new Failed(
                        stack.name(),
                        "it would destroy or replace " + String.join(", ", guarded)
                                + ", and prevent_destroy forbids that",
                        guarded);
    }

    /** Applies the plan that was just made; false, and terraform's words, when that fails. */
    boolean apply(StackFolder stack) throws IOException {
        output.say(stack.name(), "terraform apply, on the fake cloud");
        boolean applied = succeeds(
                stack, "apply", "-input=false", file(stack).toAbsolutePath().toString());
        if (applied) {
            unapplied.remove(stack.name());
        }
        return applied;
    }

    /**
     * Applies, in the user's own cloud, the very plan that was just made, and shows what terraform says.
     *
     * @return why it failed; empty when it did not
     */
    public Optional<String> applyForReal(StackFolder stack) throws IOException {
        output.say(stack.name(), "terraform apply");
        HeardWriter errors = new HeardWriter(output.progress());
        int exitCode = terraform.show(
                stack.folder(),
                output.results(),
                errors,
                "apply",
                "-input=false",
                file(stack).toAbsolutePath().toString());
        if (exitCode != 0) {
            return Optional.of("terraform apply failed" + StateLock.reason(errors.heard(), stack)
                    + LeftBehind.reason(errors.heard()));
        }
        unapplied.remove(stack.name());
        return Optional.empty();
    }

    /** Brings a stack into being without showing its plan. */
    boolean create(StackFolder stack) throws IOException {
        if (!init(stack)) {
            return false;
        }
        output.say(stack.name(), "terraform apply, on the fake cloud");
        return succeeds(stack, "apply", "-input=false", "-auto-approve");
    }

    /** What terraform keeps of a stack. */
    StackState state(StackFolder stack) throws IOException {
        if (!init(stack)) {
            throw new IOException("terraform init failed in " + stack.name());
        }
        output.say(stack.name(), "terraform show");
        String state = succeeding(stack, "show", "-json");
        return StackState.of(
                stack, JSON.readTree(state), JSON.readTree(stack.configuration().toFile()));
    }

    private boolean init(StackFolder stack) throws IOException {
        output.say(stack.name(), "terraform init");
        return succeeds(stack, "init", "-input=false");
    }

    /** What went well is not worth a page; what did not is shown whole. */
    private boolean succeeds(StackFolder stack, String... arguments) throws IOException {
        Terraform.Result result = terraform.run(stack.folder(), arguments);
        if (!result.succeeded()) {
            output.progress().print(result.out() + result.err());
            output.progress().flush();
        }
        return result.succeeded();
    }

    private String succeeding(StackFolder stack, String... arguments) throws IOException {
        Terraform.Result result = terraform.run(stack.folder(), arguments);
        if (!result.succeeded()) {
            throw new IOException(
                    "terraform " + String.join(" ", arguments) + " failed in " + stack.name() + ": " + result.err());
        }
        return result.out();
    }

    private Path file(StackFolder stack) throws IOException {
        return Files.createDirectories(plans).resolve(stack.name() + ".tfplan");
    }
}
