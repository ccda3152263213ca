package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.testkit.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipelines in {@code ci/}: what they say, and each command line in them, as a runner's shell takes it. */
class PipelinesTest {

    private static final Path ROOT = Requirement.repository();

    /** What a runner sets, as far as the command lines use it. */
    private static final Map<String, String> RUNNER = Map.ofEntries(
            Map.entry("HEAD", "1111111111111111111111111111111111111111"),
            Map.entry("LOG", "https://github.com/example/kubeflow-platform/actions/runs/1"),
            Map.entry("ENVIRONMENT", "kf-test"),
            Map.entry("GITHUB_STEP_SUMMARY", "summary.md"),
            Map.entry("CI_COMMIT_SHA", "1111111111111111111111111111111111111111"),
            Map.entry("CI_MERGE_REQUEST_DIFF_BASE_SHA", "2222222222222222222222222222222222222222"),
            Map.entry("CI_JOB_URL", "https://gitlab.com/example/kubeflow-platform/-/jobs/1"),
            Map.entry("GIT_COMMIT", "1111111111111111111111111111111111111111"),
            Map.entry("CHANGE_ID", "7"),
            Map.entry("CHANGE_TARGET", "main"),
            Map.entry("COMMIT_SHA", "1111111111111111111111111111111111111111"),
            Map.entry("_PR_NUMBER", "7"),
            Map.entry("_REPOSITORY", "example/kubeflow-platform"),
            Map.entry("GOOGLE_APPLICATION_CREDENTIALS", "credentials/google.json"),
            Map.entry("TOKEN_KF_TEST", "a.b.c"),
            Map.entry("TOKEN_KF_DEV", "a.b.c"),
            Map.entry("TOKEN_KF_PROD", "a.b.c"));

    @TempDir
    Path work = Path.of("");

    static List<Path> workflows() {
        return PipelineFile.in("github").stream().map(PipelineFile::path).toList();
    }

    static List<PipelineFile> all() {
        return Stream.of("github", "gitlab", "jenkins", "cloudbuild")
                .flatMap(folder -> PipelineFile.in(folder).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void thisProjectsOwnPullRequestsRunTheSame(Path workflow) {
        assertThat(ROOT.resolve(".github/workflows").resolve(workflow.getFileName()))
                .hasSameTextualContentAs(workflow);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedByCommitAndSaysItsVersion(Path workflow) throws IOException {
        assertThat(Files.readAllLines(workflow).stream().filter(line -> line.contains("uses:")))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).matches(" *- uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasOnlyTheRightsItNamesAndOnlyKeysThatGitHubKnows(Path workflow) throws IOException {
        Map<?, ?> read = new PipelineFile(workflow).yaml();

        assertThat(keys(read)).isSubsetOf("name", "on", "permissions", "concurrency", "jobs");
        assertThat((Map<?, ?>) read.get("permissions")).isEmpty();
        jobs(read).forEach((name, job) -> {
            assertThat(keys(job))
                    .as(name)
                    .isSubsetOf(
                            "if",
                            "needs",
                            "runs-on",
                            "timeout-minutes",
                            "environment",
                            "permissions",
                            "strategy",
                            "steps");
            assertThat(keys((Map<?, ?>) job.get("permissions"))).contains("contents");
            for (Object step : (List<?>) job.get("steps")) {
                assertThat(keys((Map<?, ?>) step)).isSubsetOf("uses", "with", "run", "env", "if");
            }
        });
    }

    @Test
    void gitLabGetsOnlyKeysThatItKnowsAndStagesThatThereAre() throws IOException {
        Map<?, ?> gitlab = PipelineFile.of("ci/gitlab/.gitlab-ci.yml").yaml();
        Set<String> settings = Set.of("stages", "default", "variables", "workflow");

        gitlab.forEach((name, job) -> {
            if (!settings.contains(name)) {
                assertThat(keys((Map<?, ?>) job))
                        .as("%s", name)
                        .contains("stage", "rules", "script")
                        .isSubsetOf(
                                "stage",
                                "needs",
                                "environment",
                                "resource_group",
                                "interruptible",
                                "rules",
                                "id_tokens",
                                "variables",
                                "script");
                assertThat((List<?>) gitlab.get("stages")).anyMatch(((Map<?, ?>) job).get("stage")::equals);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci/cloudbuild/plan.yaml", "ci/cloudbuild/apply.yaml"})
    void cloudBuildGetsOnlyKeysThatItKnows(String file) throws IOException {
        Map<?, ?> build = PipelineFile.of(file).yaml();

        assertThat(keys(build))
                .isSubsetOf("serviceAccount", "timeout", "options", "substitutions", "availableSecrets", "steps");
        for (Object step : (List<?>) build.get("steps")) {
            assertThat(keys((Map<?, ?>) step)).isSubsetOf("name", "entrypoint", "secretEnv", "args");
        }
    }

    /** An environment that cannot be planned hides no other, and fails the job at its end. */
    @Test
    void whatFailsOnTheWayIsSaidInTheReviewAndFailsTheJob() throws IOException {
        for (PipelineFile pipeline : all()) {
            List<String> lines =
                    pipeline.scripts().stream().flatMap(String::lines).toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches("\\./kfstack (plan|drift) kf-.*")
                        && !pipeline.path().endsWith("drift.yml")) {
                    String marker = lines.get(i).replaceFirst(".* \\|\\| touch ", "");
                    assertThat(lines.subList(i, lines.size()))
                            .as("%s", pipeline)
                            .contains("test ! -e " + marker);
                }
            }
        }
    }

    @Test
    void aForksPullRequestReachesNoCredentials() throws IOException {
        Map<?, ?> plan = PipelineFile.of("ci/github/plan.yml").yaml();

        assertThat(keys((Map<?, ?>) plan.get("on"))).containsExactly("pull_request");
        jobs(plan).forEach((name, job) -> {
            boolean reads = keys((Map<?, ?>) job.get("permissions")).equals(Set.of("contents"))
                    && !job.toString().contains("github.token")
                    && !job.toString().contains("secrets.");
            boolean own = String.valueOf(job.get("if"))
                    .contains("github.event.pull_request.head.repo.full_name == github.repository");
            assertThat(reads || own).as(name).isTrue();
        });
        assertThat(jobs(plan).get("offline").get("if")).isNull();
    }

    @Test
    void noApplyIsDroppedAndEachEnvironmentWaitsForTheOneBefore() throws IOException {
        Map<?, ?> apply = PipelineFile.of("ci/github/apply.yml").yaml();

        assertThat(apply.get("concurrency"))
                .isEqualTo(Map.of("group", "apply", "cancel-in-progress", false, "queue", "max"));
        assertThat(jobs(apply).get("kf-dev").get("needs")).isEqualTo("kf-test");
        assertThat(jobs(apply).get("kf-prod").get("needs")).isEqualTo("kf-dev");
        jobs(apply).forEach((name, job) -> assertThat(job.get("environment")).isEqualTo(name));
        Map<?, ?> gitlab = PipelineFile.of("ci/gitlab/.gitlab-ci.yml").yaml();
        for (String environment : List.of("kf-test", "kf-dev", "kf-prod")) {
            assertThat(((Map<?, ?>) gitlab.get("apply " + environment)).get("resource_group"))
                    .isEqualTo(environment);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci/github/plan.yml", "ci/github/apply.yml", "ci/gitlab/.gitlab-ci.yml"})
    void identitiesAreThoseOfTheShippedEnvironments(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        for (EnvironmentFile environment : environments()) {
            String pool = "projects/" + environment.environment().project().number()
                    + "/locations/global/workloadIdentityPools/" + environment.name() + "-ci/providers/";
            String account = environment.name() + "-[a-z]+@"
                    + environment.environment().project().id() + "\\.iam\\.gserviceaccount\\.com";
            assertThat(text).contains(pool);
            assertThat(Pattern.compile(account).matcher(text).find()).isTrue();
        }
    }

    @Test
    void overlaysFollowTheirApplyInTheClusterOfTheEnvironment() throws IOException {
        Map<String, Map<?, ?>> github =
                jobs(PipelineFile.of("ci/github/apply.yml").yaml());
        Map<?, ?> gitlab = PipelineFile.of("ci/gitlab/.gitlab-ci.yml").yaml();
        for (EnvironmentFile file : environments()) {
            String name = file.name();
            String project = file.environment().project().id();
            String location = file.environment().location().clusterLocation();

            List<?> steps = (List<?>) github.get(name).get("steps");
            List<?> last = steps.subList(steps.size() - 3, steps.size());
            assertThat((Map<?, ?>) last.get(0)).extracting("run").isEqualTo("./kfstack apply " + name);
            assertThat((Map<?, ?>) last.get(1))
                    .extracting("if", "with")
                    .containsExactly(
                            "vars.KFSTACK_OVERLAYS == 'true'",
                            Map.of(
                                    "project_id", project,
                                    "location", location,
                                    "cluster_name", name,
                                    "use_dns_based_endpoint", true));
            assertThat((Map<?, ?>) last.get(2))
                    .extracting("if", "run")
                    .containsExactly(
                            "vars.KFSTACK_OVERLAYS == 'true'",
                            "./kfstack upstream pull\n./kfstack apply-overlay " + name + "\n");

            Map<?, ?> overlay = (Map<?, ?>) gitlab.get("overlay " + name);
            assertThat(overlay.get("needs")).isEqualTo(List.of("apply " + name));
            assertThat(overlay.get("rules").toString()).contains("$KFSTACK_OVERLAYS == \"true\"");
            assertThat(overlay.get("script").toString())
                    .contains("get-credentials " + name + " --project=" + project + " --location=" + location)
                    .endsWith("./kfstack upstream pull, ./kfstack apply-overlay " + name + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCommandLineIsOneThatKfstackTakes(PipelineFile pipeline) throws Exception {
        Path called = work.resolve("called");
        PipelineWorld.program(work.resolve("kfstack"), "printf '%s\\0' \"$@\" >>called; printf '\\n' >>called");
        PipelineWorld.program(work.resolve("gcloud"), "exit 0");
        Files.createDirectories(work.resolve("ci/gitlab"));
        Files.copy(ROOT.resolve("ci/gitlab/credentials"), work.resolve("ci/gitlab/credentials"));

        for (String script : pipeline.scripts()) {
            ProcessBuilder shell = new ProcessBuilder("bash", "-eo", "pipefail", "-c", script).directory(work.toFile());
            shell.environment().putAll(RUNNER);
            shell.environment().merge("PATH", work.toString(), (path, own) -> own + File.pathSeparator + path);
            Process run = shell.redirectErrorStream(true).start();
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as(script + "\n" + said).isZero();
        }

        List<String> lines = Files.readAllLines(called);
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            String[] arguments = line.split("\0", 0);
            assertThat(Main.commandLine().parseArgs(arguments).errors())
                    .as(line)
                    .isEmpty();
        });
    }

    @Test
    void everyPipelineCallsTheCommandsOfItsPurpose() throws IOException {
        for (String forge : List.of("github", "gitlab")) {
            String calls = PipelineFile.in(forge).stream()
                    .flatMap(file -> file.scripts().stream())
                    .collect(Collectors.joining("\n"));
            assertThat(calls)
                    .contains(
                            "kfstack overlays --check",
                            "kfstack review --against",
                            "kfstack comment --stale",
                            "kfstack plan kf-prod --out",
                            "kfstack comment review.md",
                            "kfstack apply kf-test",
                            "kfstack promote kf-prod --from kf-test",
                            "kfstack drift");
        }
    }

    private static Map<String, Map<?, ?>> jobs(Map<?, ?> workflow) {
        return ((Map<?, ?>) workflow.get("jobs"))
                .entrySet().stream()
                        .collect(Collectors.toMap(job -> (String) job.getKey(), job -> (Map<?, ?>) job.getValue()));
    }

    private static Set<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<EnvironmentFile> environments() {
        EnvironmentReader reader = new EnvironmentReader(ROOT.resolve("environments"), new Problems());
        return reader.read(reader.names());
    }
}
