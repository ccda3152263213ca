package dev.kfstack.review.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Moves;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.PlanJson;
import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.guard.GuardsFile;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.PlanDigest;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments as a whole; the files in {@code golden} are there to be read. */
class ReviewCommentTest {

    private static final Path GOLDEN = Requirement.repository().resolve("review/src/test/golden");

    @TempDir
    private Path folder;

    private Review review(View view, String against, List<NotPlanned> notPlanned, Problems problems) {
        Plans plans = Plans.read(notPlanned.isEmpty() && !problems.hasErrors() ? List.of(folder) : List.of(), problems);
        GuardReport guards = GuardReport.of(
                GuardReport.Subject.of(plans.stacks(), Moves.NONE),
                GuardsFile.read(folder, problems),
                LocalDate.of(2026, 11, 24),
                problems);
        return Review.of(view, "13be0c3a9", against, plans, notPlanned, guards, overlays, problems.inFileOrder(), log);
    }

    private List<OverlayDifference> overlays = List.of();
    private String log = "";

    private static Links links() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("Log", "https://ci.example.com/runs/4711");
        links.put("Run again", "https://ci.example.com/runs/4711/again");
        links.put("Backstage", "https://backstage.example.com/kubeflow");
        return new Links(links);
    }

    private static PlanJson foundation(String environment) {
        return new PlanJson()
                .change(
                        "google_storage_bucket.artifacts",
                        "['update']",
                        "{'name': '" + environment + "-artifacts', 'labels': {'team': 'ml'}}",
                        "{'name': '" + environment + "-artifacts', 'labels': {'team': 'ml', 'cost-center': '4711'}}");
    }

    private Origins origins() throws IOException {
        Path provenance = Files.writeString(folder.resolve("provenance.json"), """
                {"stacks": {"kf-prod-foundation": {"environment": "kf-prod", "resources": {"google_sql_database_instance.kubeflow":
                {"path": "database.collation", "file": "kf-prod.yaml", "line": 23, "construct": "dev.kfstack.constructs.CloudSql"}}}}}
                """);
        return Origins.read(provenance, Path.of("environments"));
    }

    @Test
    void threeEnvironmentsOfWhichOneLosesItsDatabase() throws IOException {
        foundation("kf-test").write(folder, "kf-test-foundation");
        foundation("kf-dev").write(folder, "kf-dev-foundation");
        PlanJson prod = foundation("kf-prod")
                .change(
                        "google_sql_database_instance.kubeflow",
                        "['delete','create']",
                        "{'name': 'kf-prod-1', 'region': 'europe-west1', 'root_password': 'correct horse'}",
                        "{'name': 'kf-prod-1', 'region': 'europe-west4', 'root_password': 'correct horse'}",
                        "{'action_reason': 'replace_because_cannot_update', 'change': {'replace_paths': [['region']],"
                                + " 'before_sensitive': {'root_password': true}, 'after_sensitive': {'root_password': true}}}")
                .change(
                        "google_compute_firewall.webhooks",
                        "['update']",
                        "{'source_ranges': ['10.0.0.0/28'], 'description': 'was: correct horse'}",
                        "{'source_ranges': ['10.0.0.0/28', '0.0.0.0/0'], 'description': 'none'}");
        prod.write(folder, "kf-prod-foundation");
        new PlanJson()
                .change(
                        "google_container_node_pool.gpu-l4",
                        "['update']",
                        "{'name': 'gpu-l4', 'node_config': [{'machine_type': 'g2-standard-12'}]}",
                        "{'name': 'gpu-l4', 'node_config': [{'machine_type': 'g2-standard-24'}]}")
                .write(folder, "kf-prod-cluster");

        String comment = ReviewComment.of(review(View.REAL, "", List.of(), new Problems()), origins(), links());

        GoldenFolder.assertEquals(GOLDEN.resolve("three-environments.md"), comment);
        assertThat(comment).doesNotContain("correct horse");
    }

    @Test
    void theOfflineViewSaysThatItIsOne() {
        foundation("kf-test").write(folder, "kf-test-foundation");

        String comment = ReviewComment.of(
                review(View.OFFLINE, "origin/main", List.of(), new Problems()), Origins.UNKNOWN, links());

        GoldenFolder.assertEquals(GOLDEN.resolve("offline.md"), comment);
    }

    @Test
    void theOverlaysDifferenceIsSaidObjectByObject() throws IOException {
        Path before = Files.createDirectories(folder.resolve("before"));
        Path after = Files.createDirectories(folder.resolve("after"));
        String same = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: same, namespace: kubeflow}\n---\n";
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: ml-pipeline, namespace: kubeflow}
                spec: {replicas: %d, template: {spec: {containers: [{name: main, image: "server:%s"}]}}}
                ---
                """;
        String secret =
                "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: kubeflow}\nstringData: {password: %s}\n---\n";
        Files.writeString(
                before.resolve("kf-test.yaml"),
                same + deployment.formatted(1, "1") + secret.formatted("hunter2")
                        + "apiVersion: v1\nkind: Namespace\nmetadata: {name: old}\n");
        Files.writeString(
                after.resolve("kf-test.yaml"),
                same + deployment.formatted(2, "2") + secret.formatted("hunter3")
                        + "apiVersion: v1\nkind: Service\nmetadata: {name: new, namespace: kubeflow}\n");
        Problems problems = new Problems();
        overlays = OverlayDifference.between(
                before, after, Plans.read(List.of(), problems).redaction(), problems);
        foundation("kf-test").write(folder, "kf-test-foundation");

        String comment = ReviewComment.of(review(View.REAL, "", List.of(), problems), Origins.UNKNOWN, links());

        GoldenFolder.assertEquals(GOLDEN.resolve("overlay.md"), comment);
        assertThat(comment).doesNotContain("hunter");
    }

    @Test
    void aFolderOfOverlaysThatIsNoneAndAFileThatIsNoYamlAreProblems() throws IOException {
        Files.writeString(folder.resolve("kf-test.yaml"), "a: [\n");
        Problems problems = new Problems();

        OverlayDifference.between(
                folder.resolve("none"), folder, Plans.read(List.of(), problems).redaction(), problems);

        assertThat(problems.inFileOrder())
                .extracting(problem -> folder.relativize(Path.of(problem.place().file())) + ": " + problem.message())
                .containsExactly("kf-test.yaml: is not YAML", "none: is no folder of overlays that can be read");
    }

    @Test
    void labelsThatTheProviderRepeatsAreShownOnceAndOfWhatComesOnlyWhatItHas() {
        new PlanJson()
                .change(
                        "google_storage_bucket.a",
                        "['update']",
                        "{'labels': {'team': 'a'}, 'effective_labels': {'team': 'a'}, 'terraform_labels': {'team': 'a'}}",
                        "{'labels': {'team': 'b'}, 'effective_labels': {'team': 'b', 'goog-x': 'y'},"
                                + " 'terraform_labels': {'team': 'b'}}")
                .change(
                        "google_compute_global_address.c",
                        "['update']",
                        "{'effective_labels': {'team': 'a'}, 'terraform_labels': {'team': 'a'}}",
                        "{'effective_labels': {'team': 'b'}, 'terraform_labels': {'team': 'b'}}")
                .change(
                        "google_pubsub_topic.b",
                        "['create']",
                        "null",
                        "{'name': 'b', 'schema_settings': [], 'kms_key_name': ''}",
                        "{'change': {'after_unknown': {'id': true}}}")
                .write(folder, "kf-test-foundation");

        assertThat(ReviewComment.of(review(View.REAL, "", List.of(), new Problems()), Origins.UNKNOWN, Links.NONE))
                .contains("""
                        @@ google_storage_bucket.a: update (kf-test-foundation) @@
                        + effective_labels.goog-x = "y"
                        - labels.team = "a"
                        + labels.team = "b"
                        ```
                        """)
                .contains("""
                        @@ google_compute_global_address.c: update (kf-test-foundation) @@
                        - effective_labels.team = "a"
                        + effective_labels.team = "b"
                        ```
                        """)
                .contains("""
                        @@ google_pubsub_topic.b: create (kf-test-foundation) @@
                        + name = "b"
                        ```
                        """);
    }

    @Test
    void errorsAreAComment() {
        Problems problems = new Problems();
        problems.error(
                new Place("environments/kf-test.yaml", 10, 14),
                "nodePools.standard.autoscaling",
                "totalMin must be at most totalMax, got 5 and 3",
                "autoscaling-bounds");
        problems.error(
                new Place("a.plan.json", 1, 1), "", "ends in the middle of the plan", "plan-file", "write it again");
        NotPlanned failed = NotPlanned.failed("kf-dev-cluster", "terraform plan failed");
        NotPlanned waits =
                NotPlanned.waiting("kf-dev-kubernetes", "data.google_container_cluster.kubeflow does not exist");

        log = "kf-dev-cluster: terraform plan\n\u001b[31mError: \u001b[0mInstance cannot be destroyed\n";
        Review review = review(View.REAL, "", List.of(failed, waits), problems);

        GoldenFolder.assertEquals(GOLDEN.resolve("errors.md"), ReviewComment.of(review, Origins.UNKNOWN, links()));
        assertThat(review.passes()).isFalse();
    }

    @Test
    void aWarningIsNotUnderErrors() {
        foundation("kf-test").write(folder, "kf-test-foundation");
        Problems problems = new Problems();
        problems.add(new Problem(
                Severity.WARNING,
                new Place("environments/kf-test.yaml", 22, 12),
                "disks.artifact-store.claim",
                "nothing mounts it",
                "artifact-disk",
                Optional.empty()));

        Review review = review(View.REAL, "", List.of(), problems);

        assertThat(ReviewComment.of(review, Origins.UNKNOWN, links()))
                .contains(
                        "### 🟡 Warnings\n\n- `environments/kf-test.yaml:22:12`: warning: `disks.artifact-store.claim`: ")
                .doesNotContain("Errors");
    }

    @Test
    void theMarkerHasTheDigestOfEachStackAndIsFoundAgain() {
        foundation("kf-test").write(folder, "kf-test-foundation");
        Review review = review(View.REAL, "", List.of(), new Problems());

        ReviewMarker marker = ReviewMarker.in(ReviewComment.of(review, Origins.UNKNOWN, Links.NONE))
                .orElseThrow();

        assertThat(marker).isEqualTo(review.marker());
        assertThat(marker.digests())
                .containsOnly(Map.entry(
                        "kf-test-foundation",
                        PlanDigest.of(
                                review.environments().get(0).stacks().get(0).plan())));
        assertThat(ReviewMarker.in("hello")).isEmpty();
        assertThat(ReviewMarker.in("hello\n" + marker)).isEmpty();
        assertThat(ReviewMarker.in(marker.toString().replace("v1", "v2"))).isEmpty();
    }

    @Test
    void theDigestOfAStackDoesNotDependOnWhatElseIsReviewed() {
        foundation("kf-test").write(folder, "kf-test-foundation");
        String alone = review(View.REAL, "", List.of(), new Problems())
                .marker()
                .digests()
                .get("kf-test-foundation");
        new PlanJson()
                .change(
                        "google_sql_user.a",
                        "['create']",
                        "null",
                        "{'password': '4711'}",
                        "{'change': {'after_sensitive': {'password': true}}}")
                .write(folder, "kf-test-cluster");

        Review both = review(View.REAL, "", List.of(), new Problems());

        assertThat(both.toString()).doesNotContain("4711");
        assertThat(both.marker().digests()).containsEntry("kf-test-foundation", alone);
    }

    @Test
    void whatFindsNoRoomIsLeftOutWholeAndNeverWhatNeedsAttention() {
        PlanJson plan = new PlanJson();
        for (int i = 0; i < 3000; i++) {
            String value = "{'name': 'disk-" + i + "', 'description': '" + "long ".repeat(60) + "'}";
            plan.change("google_compute_disk.d" + i, "['delete']", value, "null");
            plan.change("google_pubsub_topic.t" + i, "['create']", "null", value);
        }
        plan.write(folder, "kf-test-foundation");
        new PlanJson()
                .change("google_storage_bucket.b", "['delete']", "{'name': 'b'}", "null")
                .write(folder, "kf-dev-foundation");

        String comment = ReviewComment.of(review(View.REAL, "", List.of(), new Problems()), Origins.UNKNOWN, links());

        assertThat(comment.length()).isBetween(30_000, ReviewComment.LONGEST);
        assertThat(comment)
                .contains("Plan: 3000 to add, 0 to change, 3000 to destroy.")
                .contains("disk `google_compute_disk.d0` is **destroyed**, and with it what is on it.")
                .containsPattern("- … and \\d+ more\n")
                .contains("bucket `google_storage_bucket.b` is **destroyed**")
                .containsPattern("\\d+ diffs are left out, since a comment has only so much room")
                .contains("[Log](https://ci.example.com/runs/4711)");
        assertThat(comment.lines().filter(line -> line.startsWith("```")).count() % 2)
                .isZero();
    }
}
