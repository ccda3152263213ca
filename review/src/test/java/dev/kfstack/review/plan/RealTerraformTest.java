package dev.kfstack.review.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.review.rename.Rename;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real terraform plans of its built-in resources, for which it needs no provider. */
class RealTerraformTest {

    private static final Pattern LINE =
            Pattern.compile("Plan: (?:(\\d+) to import, )?(\\d+) to add, (\\d+) to change, (\\d+) to destroy\\.");

    @TempDir
    private Path folder;

    private final Path terraform = Requirement.tool("terraform");

    private static String data(String name, String input, String more) {
        return "resource \"terraform_data\" \"" + name + "\" {\n  input = \"" + input + "\"\n" + more + "}\n";
    }

    private void configure(String... blocks) throws IOException {
        Files.writeString(folder.resolve("main.tf"), String.join("", blocks));
    }

    private String terraform(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(terraform.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(out + Files.readString(folder.resolve("errors.txt")))
                .isZero();
        return out;
    }

    private String planned = "";

    private StackPlan plan() throws Exception {
        planned = terraform("plan", "-no-color", "-input=false", "-out=plan");
        Path json = Files.writeString(folder.resolve("kf-test-cluster.plan.json"), terraform("show", "-json", "plan"));
        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(json), problems);
        assertThat(problems.inFileOrder()).isEmpty();
        return plans.stacks().get(0);
    }

    private void countsAreTerraforms(Plan plan) {
        Matcher line = LINE.matcher(planned);
        assertThat(line.find()).as(planned).isTrue();
        Counts counts = plan.counts();
        assertThat(List.of(counts.importing(), counts.add(), counts.change(), counts.destroy()))
                .containsExactly(
                        line.group(1) == null ? 0 : Integer.parseInt(line.group(1)),
                        Integer.parseInt(line.group(2)),
                        Integer.parseInt(line.group(3)),
                        Integer.parseInt(line.group(4)));
    }

    @Test
    void countsAndRenamesAreThoseOfTerraform() throws Exception {
        String keyed = "  for_each = toset([\"a\", \"b\"])\n";
        String trigger = "  triggers_replace = \"1\"\n";
        configure(
                data("pool", "kf-test-pool", ""),
                data("keyed", "x", keyed),
                data("replaced", "x", trigger),
                data("first", "x", trigger + "  lifecycle {\n    create_before_destroy = true\n  }\n"),
                data("changed", "x", ""),
                data("gone", "something else", ""),
                data("forgotten", "x", ""),
                "variable \"password\" {\n  sensitive = true\n  default = \"hunter2-hunter2\"\n}\n",
                "output \"o\" {\n  value = \"1\"\n}\n");
        terraform("init", "-input=false");
        terraform("apply", "-input=false", "-auto-approve");
        String changed = String.join(
                "",
                data("renamed", "kf-test-pool", ""),
                data("keyed", "y", keyed.replace(", \"b\"", ", \"c\"")),
                data("replaced", "x", trigger.replace('1', '2')),
                data(
                        "first",
                        "x",
                        trigger.replace('1', '2') + "  lifecycle {\n    create_before_destroy = true\n  }\n"),
                data("changed", "z ${var.password}", ""),
                data("secret", "${nonsensitive(var.password)} in clear", ""),
                "removed {\n  from = terraform_data.forgotten\n  lifecycle {\n    destroy = false\n  }\n}\n",
                "variable \"password\" {\n  sensitive = true\n  default = \"hunter2-hunter2\"\n}\n",
                "output \"o\" {\n  value = \"2\"\n}\n",
                "check \"c\" {\n  assert {\n    condition = terraform_data.changed.id == \"\"\n    error_message = \"never\"\n  }\n}\n");
        configure(changed);

        StackPlan before = plan();

        countsAreTerraforms(before.plan());
        assertThat(before.plan().counts().forgetting()).isEqualTo(1);
        assertThat(planned).contains("hunter2-hunter2");
        assertThat(before.plan().toString()).doesNotContain("hunter2").contains("(sensitive value) in clear");
        assertThat(before.plan().outputs()).extracting(OutputChange::name).containsExactly("o");
        List<Rename> renames = Rename.in(before);
        assertThat(renames)
                .extracting(Rename::entry)
                .containsExactly("stacks: {kf-test-cluster: {moved: {terraform_data.pool: terraform_data.renamed}}}");

        configure(
                changed,
                "moved {\n  from = " + renames.get(0).from() + "\n  to = "
                        + renames.get(0).to() + "\n}\n");
        StackPlan after = plan();

        countsAreTerraforms(after.plan());
        assertThat(after.plan().changes())
                .filteredOn(change -> change.previousAddress().isPresent())
                .extracting(change -> change.previousAddress().orElseThrow() + " " + change.action())
                .containsExactly("terraform_data.pool NO_OP");
        assertThat(Rename.in(after)).isEmpty();
        assertThat(PlanDigest.of(after.plan())).isNotEqualTo(PlanDigest.of(before.plan()));
        assertThat(PlanDigest.of(plan().plan())).isEqualTo(PlanDigest.of(after.plan()));
    }
}
