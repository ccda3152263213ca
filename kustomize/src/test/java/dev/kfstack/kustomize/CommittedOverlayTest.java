package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedOverlayTest {

    @TempDir
    Path work = Path.of("");

    @Test
    void oneThatLiesThereBuildsToWhatItsEnvironmentBuildsTo() throws IOException {
        Requirement.tool("kubectl");
        CommittedOverlay shipped = new CommittedOverlay(Sample.overlays(), "kf-test");

        Render.Result built = shipped.build("kf-test", shipped.version().orElseThrow(), Builds.release());

        assertThat(built.exitCode()).as(built.messages()).isZero();
        assertThat(built.objects()).isEqualTo(Builds.shippedText("kf-test"));
    }

    @Test
    void itIsBuiltFromTheFilesThatLieThereWhateverTheEnvironmentSays() throws IOException {
        Requirement.tool("kubectl");
        CommittedOverlay damaged = copyWith("resources:\n- absent.yaml\n");

        Render.Result built = damaged.build("kf-test", "26.03", Builds.release());

        assertThat(built.exitCode()).isNotZero();
        assertThat(built.messages()).contains("absent.yaml");
    }

    @Test
    void itsVersionIsThatOfItsFirstComponentAndThereMayBeNone() throws IOException {
        assertThat(new CommittedOverlay(Sample.overlays(), "kf-test").version()).contains("26.03");
        assertThat(new CommittedOverlay(Sample.overlays(), "kf-none").version()).isEmpty();
        assertThat(copyWith("resources:\n- ../26.03/components/\n").version()).isEmpty();
        assertThat(copyWith("components:\n- ../components/25.12/istio\n- ../components/26.03/dex\n")
                        .version())
                .contains("25.12");
    }

    /** An overlay that is this file alone, without any component. */
    private CommittedOverlay copyWith(String kustomization) throws IOException {
        Files.createDirectories(work.resolve("components"));
        Path folder = Files.createDirectories(work.resolve("kf-test"));
        Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        return new CommittedOverlay(work, "kf-test");
    }
}
