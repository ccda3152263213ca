package dev.kfstack.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Moves;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentGuardsTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @BeforeEach
    void copyEnvironments() throws IOException {
        for (String file : List.of("base.yaml", "kf-prod.yaml", "kf-test.yaml")) {
            Files.copy(Requirement.repository().resolve("environments").resolve(file), folder.resolve(file));
        }
    }

    private Environment read(String name) {
        Environment environment = new EnvironmentReader(folder, problems)
                .read(List.of(name))
                .get(0)
                .environment();
        assertThat(problems.inFileOrder()).isEmpty();
        return environment;
    }

    /** What is found when something in an environment's file is replaced. */
    private List<String> found(String name, String from, String to) throws IOException {
        Environment before = read(name);
        edit(name, from, to);
        return EnvironmentGuards.check(name, before, read(name)).stream()
                .map(finding -> finding.guard().id() + " " + finding.stack() + " " + finding.address() + ": "
                        + finding.message())
                .toList();
    }

    private void edit(String name, String from, String to) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void prodIsNotMadeAnotherTier() throws IOException {
        assertThat(found("kf-prod", "tier: prod", "tier: dev"))
                .containsExactly(
                        "tier-weakened kf-prod tier: tier goes from prod to dev: the rules and protections that"
                                + " keep prod from losing data go with it");
    }

    @Test
    void anEnvironmentMayBecomeProd() throws IOException {
        assertThat(found("kf-test", "tier: test", "tier: prod")).isEmpty();
    }

    @Test
    void protectionIsNotSwitchedOff() throws IOException {
        edit("kf-test", "deletionProtection: false", "deletionProtection: true");

        assertThat(found("kf-test", "deletionProtection: true", "deletionProtection: false"))
                .containsExactly(
                        "protection-off kf-test cluster.deletionProtection: is switched off",
                        "protection-off kf-test database.deletionProtection: is switched off");
    }

    @Test
    void protectionMayBeSwitchedOnAndGoesWithWhatIsGivenUp() throws IOException {
        assertThat(found("kf-test", "deletionProtection: false", "deletionProtection: true"))
                .isEmpty();
        assertThat(found("kf-test", "tier: test", "tier: test\ndecommission: {environment: kf-test}"))
                .isEmpty();
    }

    @Test
    void prodKeepsItsDatabase() throws IOException {
        String database = "database:\n  tier: db-custom-4-15360\n  availability: REGIONAL\n  backups: {retained: 30}\n";

        assertThat(found("kf-prod", database, "database: null\n"))
                .containsExactly(
                        "data-key-lost kf-prod database: prod no longer asks for the database, which would be destroyed");
    }

    @Test
    void prodKeepsItsDisksUnderTheirNames() throws IOException {
        assertThat(found("kf-prod", "  artifact-store:\n", "  artifacts:\n"))
                .containsExactly(
                        "data-key-lost kf-prod disks.artifact-store: prod no longer asks for the disk, which would be"
                                + " destroyed");
    }

    @Test
    void prodKeepsEachBucketAndOthersMayLoseOne() throws IOException {
        edit("base", "buckets:\n", "buckets:\n  more: {}\n");
        Environment testBefore = read("kf-test");
        Environment prodBefore = read("kf-prod");
        edit("base", "buckets:\n  more: {}\n", "buckets:\n");

        assertThat(EnvironmentGuards.check("kf-test", testBefore, read("kf-test")))
                .isEmpty();
        assertThat(EnvironmentGuards.check("kf-prod", prodBefore, read("kf-prod")))
                .extracting(finding -> finding.guard().id() + " " + finding.address() + ": " + finding.message())
                .containsExactly(
                        "data-key-lost buckets.more: prod no longer asks for the bucket, which would be destroyed");
    }

    @Test
    void thePipelinesKeepTheStoreOfTheirArtifacts() throws IOException {
        String toBucket = "tier: test\nkubeflow: {artifactStore: gcs}";

        assertThat(found("kf-test", "tier: test", toBucket))
                .containsExactly(
                        "artifact-store-changed kf-test kubeflow.artifactStore: goes from disk to gcs: artifacts and logs of"
                                + " all runs until now stay in the old store, where nobody finds them");
        edit("kf-test", toBucket, "tier: test");
        edit("base", "[pipelines, katib, ", "[katib, ");
        assertThat(found("kf-test", "tier: test", toBucket)).isEmpty();
    }

    @Test
    void kubeflowGoesForwardAlone() throws IOException {
        edit("kf-test", "tier: test", "tier: test\nkubeflow: {version: \"26.03.9\"}");

        assertThat(found("kf-test", "\"26.03.9\"", "\"26.03.10\"")).isEmpty();
        assertThat(found("kf-test", "\"26.03.10\"", "\"26.03\""))
                .containsExactly(
                        "version-lowered kf-test kubeflow.version: goes from 26.03.10 back to 26.03, which cannot"
                                + " read what the newer release made of its databases and objects");
    }

    @Test
    void theDatabaseGoesForwardAlone() throws IOException {
        assertThat(found("kf-test", "database: {", "database: {version: MYSQL_8_4, "))
                .isEmpty();
        assertThat(found("kf-test", "MYSQL_8_4", "MYSQL_8_0"))
                .containsExactly(
                        "version-lowered kf-test database.version: goes back to MYSQL_8_0, which Cloud SQL refuses"
                                + " in the middle of an apply");
    }

    @Test
    void theStatesAreFoundWhereTheyAre() throws IOException {
        String elsewhere = "tier: test\nterraform: {backend: {gcs: {bucket: elsewhere}}}";
        String encrypted =
                "{bucket: elsewhere, kmsKey: projects/p/locations/europe-west1/keyRings/states/cryptoKeys/states}";

        assertThat(found("kf-test", "tier: test", elsewhere))
                .containsExactly(
                        "state-left kf-test terraform.backend: the states are in gs://example-kf-test-tfstate, and"
                                + " Terraform would look in gs://elsewhere: where it finds none, it makes everything a second time");
        assertThat(found("kf-test", "{bucket: elsewhere}", encrypted)).isEmpty();
        assertThat(found("kf-test", "{gcs: " + encrypted + "}", "{gcs: null, local: {}}"))
                .containsExactly("state-left kf-test terraform.backend: the states are in gs://elsewhere, and Terraform"
                        + " would look in local files: where it finds none, it makes everything a second time");
    }

    @Test
    void anExceptionLetsItPassOnceByTheDigestOfWhatIsGivenUp() throws IOException {
        Environment before = read("kf-prod");
        edit("kf-prod", "tier: prod", "tier: dev");
        List<Finding> findings = EnvironmentGuards.check("kf-prod", before, read("kf-prod"));
        GuardReport.Subject subject = new GuardReport.Subject(List.of(), Moves.NONE, List.of("kf-prod"), findings);
        Files.writeString(
                folder.resolve("guards.yaml"), """
                exceptions:
                  - {guard: tier-weakened, stack: kf-prod, address: tier, reason: a rehearsal, owner: owner@example.com,
                     expires: "2026-12-31", digest: "%s"}
                """.formatted(findings.get(0).digest()));

        GuardReport report =
                GuardReport.of(subject, GuardsFile.read(folder, problems), LocalDate.of(2026, 11, 24), problems);

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(report.open()).isEmpty();
        assertThat(report.excused()).hasSize(1);
    }
}
