package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of the shipped environments by the real terraform. */
class PlanCommandTest {

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copy() {
        Requirement.tool("terraform");
        Run.copyOfRepository(work);
    }

    @Test
    void allShippedEnvironmentsArePlannedOfflineAndNothingIsWritten() {
        Map<String, String> before = inputsAndOutputs();

        Run run = plan("kf-test", "kf-dev", "kf-prod", "--offline");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String lines = Stream.of("kf-dev", "kf-prod", "kf-test")
                .flatMap(environment -> Stream.of("foundation", "cluster", "kubernetes")
                        .map(stack -> environment + "-" + stack + ": [1-9][0-9]* to add, 0 to change, 0 to destroy\n"))
                .collect(Collectors.joining());
        assertThat(run.out())
                .containsPattern("\n" + lines + "Plan: [1-9][0-9]* to add, 0 to change, 0 to destroy\\.\n$");
        assertThat(inputsAndOutputs()).isEqualTo(before);
    }

    @Test
    void everyPromisedAddressIsInThePlan() throws IOException {
        Run run = plan("kf-test", "--offline", "--out", work.resolve("plans").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        long promised = Files.readAllLines(work.resolve("environments/kf-test.addresses")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .count();
        assertThat(run.out()).endsWith("Plan: " + promised + " to add, 0 to change, 0 to destroy.\n");
        assertThat(work.resolve("plans").toFile().list())
                .containsExactlyInAnyOrder(
                        "kf-test-foundation.tfplan",
                        "kf-test-foundation.plan.json",
                        "kf-test-cluster.tfplan",
                        "kf-test-cluster.plan.json",
                        "kf-test-kubernetes.tfplan",
                        "kf-test-kubernetes.plan.json");
    }

    @Test
    void problemsStopItBeforeTerraform() throws IOException {
        edit("environments/kf-test.yaml", "totalMax: 4", "totalMax: 0");

        Run run = plan("kf-test", "--offline");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("[out-of-range]").doesNotContain("terraform init");
    }

    @Test
    void aLostAddressStopsItAndIsNamedInTheUsersOwnFile() throws IOException {
        Path addresses = work.resolve("environments/kf-test.addresses");
        Files.writeString(addresses, Files.readString(addresses) + "kf-test-cluster google_container_node_pool.gone\n");

        Run run = plan("kf-test", "--offline");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(addresses + ":");
    }

    @Test
    void anUnknownEnvironmentIsAProblem() {
        Run run = plan("kf-tset", "--offline");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no environment \"kf-tset\"", "kf-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--world=.", "--offline --world=no-such-folder", "--offline --against=HEAD --world=."})
    void aWorldThatCannotBePlannedAgainstIsWrongUsage(String options) {
        Run run = plan("kf-test", options.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).containsAnyOf("--world goes with --offline", "there is no world in no-such-folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--providers=real",
                "--against=HEAD --offline --providers=fake",
                "--offline --providers=real --world=."
            })
    void realProvidersPlanOfflineAndWithoutAWorld(String options) {
        Run run = plan("kf-test", options.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .containsAnyOf(
                        "--providers goes with --offline and without --against",
                        "--world is a world of the fake providers");
    }

    @Test
    void realProvidersThatCannotBeInstalledAreSaidToBeMissing() throws Exception {
        Path rc = Files.writeString(
                work.resolve("terraform.rc"),
                "provider_installation {\n  filesystem_mirror { path = \""
                        + Files.createDirectories(work.resolve("none")) + "\" }\n}\n");

        Run run = KfstackInChildJvm.run(
                work, Map.of("TF_CLI_CONFIG_FILE", rc.toString()), "plan", "kf-test", "--offline", "--providers=real");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("kf-test-foundation: not planned: terraform init failed\n");
        assertThat(run.err())
                .contains("Could not retrieve the list of available versions for provider")
                .contains("terraform could not install the providers that the stacks name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plans", "plans/below/it"})
    void plansAreNotWrittenWhereAFileIsOrNoFolderCanBe(String folder) throws IOException {
        Path file = Files.writeString(work.resolve("plans"), "mine");
        Path wanted = work.resolve(folder);

        Run run = plan("kf-test", "--offline", "--out", wanted.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kfstack: --out needs a folder that can be written, and " + wanted + " is none\n");
        assertThat(file).hasContent("mine");
    }

    @Test
    void withJsonForProgramsStandardOutputHoldsNothingElse() {
        Run run = plan("kf-test", "--offline", "--output", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThatJson(run.out()).isEqualTo("{problems: []}");
        assertThat(run.err()).containsPattern("Plan: [1-9][0-9]* to add, 0 to change, 0 to destroy\\.\n$");
    }

    @Test
    void againstACommitOnlyTheChangeIsPlanned() throws Exception {
        commitAll();
        edit(
                "environments/kf-test.yaml",
                "high-memory: {autoscaling: {totalMax: 2}}",
                "high-memory: {autoscaling: {totalMax: 3}}");
        Map<String, String> before = inputsAndOutputs();

        Run run = plan("kf-test", "--against", "HEAD");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("""
                kf-test-foundation: 0 to add, 0 to change, 0 to destroy
                kf-test-cluster: 0 to add, 1 to change, 0 to destroy
                kf-test-kubernetes: 0 to add, 0 to change, 0 to destroy
                Plan: 0 to add, 1 to change, 0 to destroy.
                """);
        assertThat(run.err()).doesNotContain("code differs");
        assertThat(inputsAndOutputs()).isEqualTo(before);
    }

    @Test
    void againstACommitWithoutTheEnvironmentAllOfItIsNew() throws Exception {
        Path file = work.resolve("environments/kf-dev.yaml");
        String text = Files.readString(file);
        Files.delete(file);
        commitAll();
        Files.writeString(file, text);

        Run run = plan("kf-dev", "--against", "HEAD");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("kf-dev does not exist at HEAD: all of it is new\n");
        assertThat(run.out()).containsPattern("Plan: [1-9][0-9]* to add, 0 to change, 0 to destroy\\.\n$");
    }

    @Test
    void anEnvironmentThatIsGoneSinceTheCommitIsSaidToBeMissingFromThePlan() throws Exception {
        commitAll();
        Files.delete(work.resolve("environments/kf-dev.yaml"));
        Files.delete(work.resolve("environments/kf-dev.addresses"));

        Run run = plan("kf-test", "--against", "HEAD");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("kf-dev.yaml:1:1: warning: existed at HEAD and is gone: what that destroys is not planned")
                .doesNotContain("terraform");
        assertThat(run.out()).contains("kf-test-foundation: no change\n").endsWith("0 to destroy.\n");
    }

    @Test
    void problemsOfTheCommitAreNamedByTheCommit() throws Exception {
        edit("environments/kf-test.yaml", "totalMax: 4", "totalMax: 0");
        commitAll();
        edit("environments/kf-test.yaml", "totalMax: 0", "totalMax: 4");

        Run run = plan("kf-test", "--against", "HEAD");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("HEAD:environments/kf-test.yaml:").contains("[out-of-range]");
    }

    @Test
    void whereTheCodeDiffersTheBuildOfTheCommitSaysWhatWas() throws Exception {
        Path code = Files.createDirectories(work.resolve("model/src/main")).resolve("A.java");
        Files.writeString(code, "class A {}");
        // an earlier kfstack that chose another machine
        Path wrapper = Files.writeString(work.resolve("kfstack"), """
                #!/bin/sh
                [ "$1" = synth ] || exit 0
                "$TEST_JAVA" -cp "$TEST_CLASS_PATH" dev.kfstack.cli.Main "$@" || exit
                sed -i s/n2-standard-8/n2-standard-16/ "$CDKTF_OUTDIR/stacks/kf-test-cluster/cdk.tf.json"
                """);
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        commitAll();
        Files.writeString(code, "class A { int a; }");
        Files.writeString(work.resolve("model/src/main/B.java"), "class B {}");

        Run run = KfstackInChildJvm.run(
                work,
                Map.of(
                        "XDG_CACHE_HOME",
                        work.resolve("cache").toString(),
                        "TEST_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "TEST_CLASS_PATH",
                        System.getProperty("java.class.path")),
                "plan",
                "kf-test",
                "--against=HEAD");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .startsWith("kfstack: the code of HEAD is another (model/src/main/A.java and 1 more): its build"
                        + " synthesizes what was there\n");
        assertThat(run.out()).endsWith("Plan: 0 to add, 1 to change, 0 to destroy.\n");
        assertThat(plan("kf-test", "--against=HEAD", "--inputs-only").out())
                .endsWith("Plan: 0 to add, 0 to change, 0 to destroy.\n");
    }

    @Test
    void codeThatCannotBeBuiltIsAProblemWithAWayOut() throws Exception {
        Path code = Files.createDirectories(work.resolve("model/src/main")).resolve("A.java");
        Files.writeString(code, "class A {}");
        commitAll();
        Files.delete(code);

        Run run = plan("kf-test", "--against", "HEAD");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).endsWith("""
                HEAD:1:1: error: has no kfstack beside its environments [revision]
                    hint: with --inputs-only this build synthesizes the environments of that commit, and what its code \
                did otherwise does not show
                1 error
                """);
    }

    @Test
    void aNameOfNoCommitAndAFolderInNoRepositoryAreProblems() throws Exception {
        String environments = work.resolve("environments").toString();
        assertThat(plan("kf-test", "--against", "HEAD").err())
                .startsWith(environments + ":1:1: error: is in no git repository: ");
        commitAll();

        Run run = plan("kf-test", "--against", "--no-such-commit");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(environments
                        + ":1:1: error: there is no commit \"--no-such-commit\" in its repository [revision]\n");
    }

    @Test
    void aShallowCloneIsSaidToBeOne() throws Exception {
        commitAll();
        Path clone = work.resolve("clone");
        new ProcessBuilder("git", "clone", "--quiet", "--depth=1", "file://" + work, clone.toString())
                .start()
                .waitFor();

        Run run = Run.kfstack(
                "plan",
                "kf-test",
                "--against",
                "HEAD~1",
                "--environments",
                clone.resolve("environments").toString());

        assertThat(run.err())
                .contains("there is no commit \"HEAD~1\" in its repository [revision]")
                .contains("hint: the clone is shallow: git fetch --unshallow, or fetch that commit");
    }

    /** All files but those of git. */
    private Map<String, String> inputsAndOutputs() {
        return Stream.of("environments", "overlays", "cdktf.out", "tfstate")
                .flatMap(folder -> GoldenFolder.read(work.resolve(folder)).entrySet().stream()
                        .map(file -> Map.entry(folder + "/" + file.getKey(), file.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void commitAll() throws Exception {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "all");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Requirement.tool("git").toString(), "-C", work.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private void edit(String path, String from, String to) throws IOException {
        Path file = work.resolve(path);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private Run plan(String environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "plan",
                environment,
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.toString()));
        arguments.addAll(List.of(options));
        return Run.kfstack(arguments.toArray(String[]::new));
    }
}
