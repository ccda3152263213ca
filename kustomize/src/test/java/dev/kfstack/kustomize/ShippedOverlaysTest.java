package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShippedOverlaysTest {

    @Test
    void theCommittedOverlaysAreWhatTheEnvironmentsGive() {
        Map<String, String> files = Sample.files(Sample.shipped());

        OverlayChanges changes = new OverlayFolder(Sample.overlays()).compare(files, Set.of(), true);

        assertThat(changes.added()).as("missing").isEmpty();
        assertThat(changes.changed()).as("changed").isEmpty();
        assertThat(changes.stale()).as("stale").isEmpty();
    }

    @Test
    void emittingTwiceGivesTheSameBytes() {
        assertThat(Sample.files(Sample.shipped())).isEqualTo(Sample.files(Sample.shipped()));
    }

    @Test
    void onlyTheUpstreamFoldersThatSomeComponentBuildsOnAreEmitted() {
        Map<String, String> files = Sample.files(Sample.shipped());

        assertThat(files.keySet())
                .filteredOn(path -> path.startsWith("upstream/"))
                .contains("upstream/26.03/applications/pipeline/overlays/kustomization.yaml")
                .noneMatch(path -> path.contains("spark-operator"));
    }
}
