package dev.kfstack.offline.plan;

import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.RealTerraform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stacks of an environment {@code kf-test} that need no provider but terraform's own, and the means to plan them. */
final class Stacks {

    static final String GCS = """
            "gcs": {"bucket": "example-tfstate", "prefix": "kf-test/%s"}""";
    static final String LOCAL = """
            "local": {"path": "../../../tfstate/kf-test-%s.tfstate"}""";

    private final Path output;
    private final String backend;
    final StringWriter results = new StringWriter();
    final StringWriter progress = new StringWriter();

    /** What plans something: closes what it opened. */
    interface Work {
        EnvironmentPlan plan(Planning planning, List<StackFolder> stacks) throws IOException;
    }

    Stacks(Path output, String backend) {
        this.output = output;
        this.backend = backend;
    }

    /** A stack with resources of type {@code terraform_data}, as the JSON of that block. */
    Stacks stack(String suffix, String resources) {
        return file(
                suffix,
                "{\"terraform\": {\"backend\": {" + backend.formatted(suffix)
                        + "}}, \"resource\": {\"terraform_data\": " + resources + "}}");
    }

    Stacks file(String suffix, String json) {
        try {
            Path folder = output.resolve("cdktf.out/stacks/kf-test-" + suffix);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("cdk.tf.json"), json);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<StackFolder> folders() {
        return StackFolder.of(output.resolve("cdktf.out"), "kf-test");
    }

    /** Plans, in a scratch folder below {@code temporary}. */
    EnvironmentPlan plan(Path temporary, Optional<Path> kept, Work work) {
        try (ChildProcesses processes = ChildProcesses.open();
                ScratchFolder scratch = ScratchFolder.in(Files.createDirectories(temporary))) {
            PlanOutput output = new PlanOutput(new PrintWriter(results), new PrintWriter(progress), kept);
            Planning planning = new Planning(
                    "kf-test",
                    RealTerraform.binary(),
                    System.getenv(),
                    false,
                    scratch.path("kf-test"),
                    processes,
                    output);
            return work.plan(planning, folders());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, as a user sees them. */
    static String lines(EnvironmentPlan plan) {
        StringWriter text = new StringWriter();
        new Plans(List.of(plan)).print(new PrintWriter(text));
        return text.toString();
    }
}
