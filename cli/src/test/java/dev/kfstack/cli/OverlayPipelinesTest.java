package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.cli.PipelineWorld.Job;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import dev.kfstack.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the pipelines that apply overlays, with the real kubectl for all that wants no cluster: what would go to one,
 * and what gcloud is asked, is written down by scripts in their place.
 */
class OverlayPipelinesTest {

    private static final Map<String, String> CONTEXTS = Map.of(
            "kf-test", "gke_example-kf-test_europe-west1-b_kf-test",
            "kf-dev", "gke_example-kf-dev_europe-west1_kf-dev",
            "kf-prod", "gke_example-kf-prod_europe-west1_kf-prod");

    @TempDir
    Path work = Path.of("");

    private PipelineWorld world;
    private Path clone = work;
    private Path asked = work;

    @BeforeEach
    void whatRunnersHave() throws Exception {
        Path kubectl = Requirement.tool("kubectl");
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        world = new PipelineWorld(work);
        clone = world.cloned(2);
        asked = work.resolve("asked");
        release(archive);
        world.onPath(
                "kubectl",
                "case \"$1\" in kustomize | version) exec '" + kubectl + "' \"$@\";; esac\n" + note("kubectl"));
        world.onPath("gcloud", note("gcloud"));
    }

    /** The release's repository is one on this disk, and its commit another. */
    private void release(Path archive) throws Exception {
        String script = """
                tar -xJf "$ARCHIVE"; cd 26.03; git init -q; git add -A
                git -c user.name=a -c user.email=a@example.com commit -q -m release; git tag 26.03
                sed -i 's/"commit": "[0-9a-f]*"/"commit": "'"$(git rev-parse HEAD)"'"/' "$CLONE/overlays/upstream/26.03.lock.json"
                """;
        Job made = world.run(
                work, Map.of("ARCHIVE", archive.toString(), "CLONE", clone.toString()), "bash", "-ec", script);
        assertThat(made.exitCode()).as(made.log()).isZero();
    }

    /** GitHub's repository is the one on this disk. */
    private Map<String, String> repositories() {
        return Map.of(
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "url.file://" + work.resolve("26.03") + ".insteadOf",
                "GIT_CONFIG_VALUE_0", "https://github.com/kubeflow/community-distribution");
    }

    private String note(String program) {
        return "echo " + program + " \"$@\" >>'" + asked + "'";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void onGitLabEachOverlayGoesToItsOwnClusterInWaves() throws Exception {
        try (ForgeServer gitlab = new ForgeServer(Kind.GITLAB)) {
            GitLabRunner runner = new GitLabRunner(world, gitlab);
            for (String environment : PipelineWorld.ENVIRONMENTS) {
                Job job = runner.push(clone, "overlay " + environment, repositories());

                assertThat(job.exitCode()).as(job.log()).isZero();
                List<String> lines = took();
                assertThat(lines.get(0))
                        .startsWith("gcloud auth login --cred-file=")
                        .endsWith("google.json");
                assertThat(lines.get(1)).startsWith("gcloud container clusters get-credentials " + environment + " ");
                goesThere(environment, lines.subList(2, lines.size()));
            }
        }
    }

    private static void goesThere(String environment, List<String> lines) {
        String context = "kubectl --context=" + CONTEXTS.get(environment) + " ";
        assertThat(lines).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line)
                .startsWith(context));
        assertThat(lines.get(0)).startsWith(context + "apply --server-side --field-manager=kfstack ");
        assertThat(lines).anyMatch(line -> line.contains("rollout status deployment/istiod --namespace=istio-system"));
    }

    /** What was asked since the last time. */
    private List<String> took() throws Exception {
        List<String> lines = Files.readAllLines(asked);
        Files.delete(asked);
        return lines;
    }
}
