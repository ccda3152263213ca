package dev.kfstack.cli;

import dev.kfstack.cli.PipelineWorld.Job;
import dev.kfstack.testkit.ForgeServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs jobs of {@code ci/gitlab} as GitLab's runner does: all lines of one in one shell. */
final class GitLabRunner {

    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");

    private final PipelineWorld world;
    private final ForgeServer forge;
    private final Map<?, ?> pipeline =
            PipelineFile.of("ci/gitlab/.gitlab-ci.yml").yaml();
    private final Set<String> ran = new TreeSet<>();
    private int pipelines = 4711;

    GitLabRunner(PipelineWorld world, ForgeServer forge) {
        this.world = world;
        this.forge = forge;
    }

    /** The jobs that ran so far. */
    Set<String> ran() {
        return ran;
    }

    /** The names of all jobs. */
    Set<String> jobs() {
        return pipeline.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Map<?, ?> job && job.containsKey("script"))
                .map(entry -> (String) entry.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As deep as the pipeline asks for. */
    Path checkout() throws Exception {
        return world.cloned(Integer.parseInt((String) ((Map<?, ?>) pipeline.get("variables")).get("GIT_DEPTH")));
    }

    /** A job for a merge request whose newest commit is the branch's, where nobody merged anything since it began. */
    Job mergeRequest(Path clone, String job, String base) throws Exception {
        return run(
                clone,
                job,
                Map.of(
                        "CI_PIPELINE_SOURCE", "merge_request_event",
                        "CI_MERGE_REQUEST_IID", "7",
                        "CI_MERGE_REQUEST_DIFF_BASE_SHA", base,
                        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "",
                        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "",
                        "CI_COMMIT_SHA", ForgeServer.HEAD));
    }

    /** A job of a pipeline for merged results: what it checks out is a merge that only GitLab has. */
    Job mergedResult(Path clone, String job, String forkedFrom, String target) throws Exception {
        return run(
                clone,
                job,
                Map.of(
                        "CI_PIPELINE_SOURCE",
                        "merge_request_event",
                        "CI_MERGE_REQUEST_IID",
                        "7",
                        "CI_MERGE_REQUEST_DIFF_BASE_SHA",
                        forkedFrom,
                        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA",
                        ForgeServer.HEAD,
                        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
                        target,
                        "CI_COMMIT_SHA",
                        ForgeServer.NEWER));
    }

    Job push(Path clone, String job) throws Exception {
        return push(clone, job, Map.of());
    }

    /** With variables of the project's besides. */
    Job push(Path clone, String job, Map<String, String> ofTheProject) throws Exception {
        Map<String, String> variables = new TreeMap<>(ofTheProject);
        variables.putAll(Map.of("CI_PIPELINE_SOURCE", "push", "CI_COMMIT_SHA", ForgeServer.NEWER));
        return run(clone, job, variables);
    }

    Job schedule(Path clone, String job) throws Exception {
        return run(clone, job, Map.of("CI_PIPELINE_SOURCE", "schedule", "CI_COMMIT_SHA", ForgeServer.NEWER));
    }

    private Job run(Path clone, String name, Map<String, String> ofTheEvent) throws Exception {
        Map<?, ?> job = (Map<?, ?>) pipeline.get(name);
        Map<String, String> variables = new TreeMap<>(ofTheEvent);
        variables.putAll(Map.of(
                "GITLAB_CI",
                "true",
                "CI_SERVER_URL",
                forge.address(),
                "CI_PROJECT_PATH",
                "example/platform",
                "CI_PROJECT_DIR",
                clone.toString(),
                "CI_JOB_URL",
                "https://gitlab.com/example/platform/-/jobs/4711",
                "CI_PIPELINE_ID",
                Integer.toString(pipelines++),
                "CI_JOB_ID",
                "1",
                "GITLAB_TOKEN",
                ForgeServer.TOKEN));
        all(job, "id_tokens").keySet().forEach(token -> variables.put((String) token, "a.b.c"));
        all(job, "variables")
                .forEach((key, value) -> variables.put(
                        (String) key,
                        VARIABLE.matcher((String) value)
                                .replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1))))));
        String script =
                ((List<?>) job.get("script")).stream().map(String::valueOf).collect(Collectors.joining("\n"));
        ran.add(name);
        return world.run(clone, variables, "bash", "-eo", "pipefail", "-c", script);
    }

    private static Map<?, ?> all(Map<?, ?> job, String key) {
        return job.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }
}
