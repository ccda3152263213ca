package dev.kfstack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl builds what every component takes from the real release. */
class ReleaseFactsTest {

    /** The archive holds a stand-in for one file of the release, which these two are made from. */
    private static final String PROFILE_CODE = "kubeflow/kubeflow-pipelines-profile-controller";

    @TempDir
    Path work = Path.of("");

    @Test
    void theCommittedFactsAreWhatTheReleaseAndTheComponentsGive() throws IOException, InterruptedException {
        Requirement.tool("kubectl");
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        int exitCode = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", work.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        Path overlays = Requirement.repository().resolve("overlays");
        Problems problems = new Problems();
        Release committed = Release.read(overlays, "26.03", problems).orElseThrow();
        HandWritten handWritten = HandWritten.read(overlays.resolve("components/26.03"), problems);

        Release read = new ReleaseFacts(overlays, "26.03", work.resolve("26.03"), handWritten, problems)
                .release(committed.repository(), committed.commit(), new TreeMap<>(committed.references()));

        assertThat(problems.inFileOrder()).isEmpty();
        GoldenFolder.assertEquals(
                overlays.resolve("upstream/26.03.lock.json"),
                FactsJson.text(withDigestsOf(committed, read, committed.kustomize())));
    }

    private static Release withDigestsOf(Release committed, Release read, String kustomize) {
        TreeMap<String, Release.Component> components = new TreeMap<>(read.components());
        components.computeIfPresent("pipelines", (name, component) -> {
            TreeMap<String, String> objects = new TreeMap<>(component.objects());
            Release.Component before = committed.components().getOrDefault(name, component);
            before.objects().forEach((object, digest) -> {
                if (object.contains(" " + PROFILE_CODE)) {
                    objects.replace(object, digest);
                }
            });
            return new Release.Component(
                    component.bases(),
                    objects,
                    component.own(),
                    component.images(),
                    component.texts(),
                    component.imageParams(),
                    component.webhookPorts(),
                    component.params(),
                    component.workloads(),
                    component.deletes(),
                    component.unread());
        });
        return new Release(
                read.generated(),
                read.version(),
                read.repository(),
                read.commit(),
                kustomize,
                read.references(),
                components);
    }
}
