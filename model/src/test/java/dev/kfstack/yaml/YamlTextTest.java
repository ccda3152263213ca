package dev.kfstack.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    @Test
    void aValueIsReplacedAndNothingElseChanges() {
        assertThat(raised("""
                # ours
                secrets:
                  # of Pipelines
                  db:   {generate: {password: 32},   generation: 1}   # raise it by one
                  other: {generation: 1}
                teams: {}
                """)).isEqualTo("""
                # ours
                secrets:
                  # of Pipelines
                  db:   {generate: {password: 32},   generation: 2}   # raise it by one
                  other: {generation: 1}
                teams: {}
                """);
        assertThat(raised("secrets:\n  db:\n    generation: 1# no comment\n")).isEqualTo("none");
        assertThat(raised("secrets:\n    db:\n        generation: 19 # so far\n"))
                .isEqualTo("secrets:\n    db:\n        generation: 2 # so far\n");
    }

    @Test
    void aKeyIsAddedToABlockAboveTheCommentOfItsFirstEntry() {
        assertThat(raised("""
                secrets:
                  db:   # of Pipelines
                    # as long as the app takes
                    generate: {password: 32}
                """)).isEqualTo("""
                secrets:
                  db:   # of Pipelines
                    generation: 2
                    # as long as the app takes
                    generate: {password: 32}
                """);
    }

    @Test
    void aKeyIsAddedInsideBraces() {
        assertThat(raised("secrets: {db: {generate: {password: 32}}}\n"))
                .isEqualTo("secrets: {db: {generation: 2, generate: {password: 32}}}\n");
        assertThat(raised("secrets: {db: { generate: {password: 32} } }\n"))
                .isEqualTo("secrets: {db: { generation: 2, generate: {password: 32} } }\n");
        assertThat(raised("secrets: {db: {}}\n")).isEqualTo("secrets: {db: {generation: 2}}\n");
        assertThat(raised("secrets: {db: {\n  generate: {password: 32}}}\n"))
                .isEqualTo("secrets: {db: {generation: 2,\n  generate: {password: 32}}}\n");
    }

    @Test
    void mapsOnTheWayAreAdded() {
        assertThat(raised("secrets:\n  other: {}\n")).isEqualTo("secrets:\n  db: {generation: 2}\n  other: {}\n");
        assertThat(raised("tier: test\n")).isEqualTo("tier: test\nsecrets:\n  db: {generation: 2}\n");
        assertThat(raised("tier: test")).isEqualTo("tier: test\nsecrets:\n  db: {generation: 2}\n");
        assertThat(raised("")).isEqualTo("secrets:\n  db: {generation: 2}\n");
        assertThat(raised("{tier: test}\n")).isEqualTo("{secrets: {db: {generation: 2}}, tier: test}\n");
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkStay() {
        assertThat(raised("\uFEFFsecrets:\r\n  db:\r\n    generate: {password: 32}\r\n"))
                .isEqualTo("\uFEFFsecrets:\r\n  db:\r\n    generation: 2\r\n    generate: {password: 32}\r\n");
        assertThat(raised("\uFEFFtier: test\r\n"))
                .isEqualTo("\uFEFFtier: test\r\nsecrets:\r\n  db: {generation: 2}\r\n");
    }

    @Test
    void lettersBeyondTheFirstPlaneAreOneColumn() {
        assertThat(
                        raised(
                                "labels: {a: \"\uD83D\uDE80\"}\nsecrets: {\"db\": {generate: {password: 32}, generation: 1}}\n"))
                .isEqualTo(
                        "labels: {a: \"\uD83D\uDE80\"}\nsecrets: {\"db\": {generate: {password: 32}, generation: 2}}\n");
    }

    @Test
    void whatCannotBeChangedAloneIsLeftAlone() {
        assertThat(raised("secrets: null\n")).isEqualTo("none");
        assertThat(raised("secrets: {db: null}\n")).isEqualTo("none");
        assertThat(raised("secrets: {db: {generation: }}\n")).isEqualTo("none");
        assertThat(raised("secrets: {db: {generation: \"1\"}}\n")).isEqualTo("secrets: {db: {generation: 2}}\n");
        assertThat(raised("secrets: {db: {generation: \"1 or 2\"}}\n")).isEqualTo("none");
        assertThat(raised("secrets: [db]\n")).isEqualTo("none");
        assertThat(raised("secrets: {db\n")).isEqualTo("none");
        assertThat(raised("tier: test\rsecrets: {db: {generation: 1}}\r")).isEqualTo("none");
    }

    private static String raised(String text) {
        Optional<YamlText> changed = new YamlText(text).with(List.of("secrets", "db", "generation"), "2");
        return changed.map(YamlText::text).orElse("none");
    }
}
