package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the real kubectl builds over the real release; the shipped environments once for all tests. */
final class Builds {

    private static final Map<String, Render.Result> SHIPPED = new TreeMap<>();

    private Builds() {}

    /** The objects of an environment that builds. */
    static KubernetesObjects of(EnvironmentFile file) {
        Render.Result result = render(files(file), file.name());
        assertThat(result.exitCode()).as(result.messages()).isZero();
        return new KubernetesObjects(result.objects());
    }

    /** The text of a shipped environment. */
    static String shippedText(String name) {
        Render.Result result = SHIPPED.computeIfAbsent(name, wanted -> render(files(Sample.shipped(wanted)), wanted));
        assertThat(result.exitCode()).as(result.messages()).isZero();
        return result.objects();
    }

    static Map<String, String> files(EnvironmentFile file) {
        return new Overlays(Sample.overlays(), Sample.overlays(), new Problems()).vendoredFiles(file);
    }

    static Render.Result render(Map<String, String> files, String path) {
        Requirement.tool("kubectl");
        return new Render(Sample.overlays(), release()).build(files, path, "26.03");
    }

    /** Builds a folder as it lies there. */
    static Render.Result kustomize(Path folder, String path) {
        try {
            return Kubectl.kustomize(folder, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The release, unpacked once a checkout. */
    static Path release() {
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        Path unpacked = Path.of("target", "upstream", "26.03");
        if (Files.exists(unpacked.resolve("example"))) {
            return unpacked;
        }
        try {
            Files.createDirectories(unpacked.getParent());
            int exitCode = new ProcessBuilder(
                            "tar",
                            "-xJf",
                            archive.toString(),
                            "-C",
                            unpacked.getParent().toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exitCode).isZero();
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
