package dev.kfstack.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Moves;
import dev.kfstack.environment.Moves.StackMoves;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.PlanJson;
import dev.kfstack.review.guard.GuardReport.Subject;
import dev.kfstack.review.plan.PlanDigest;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardReportTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final String GONE = "{'action_reason': 'delete_because_no_resource_config'}";
    private static final Moves DESTROYED = new Moves(Map.of(
            "kf-test-foundation",
            new StackMoves(Map.of(), List.of("google_compute_network.a"), List.of("google_compute_disk.a"), Map.of())));

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private final PlanJson plan = new PlanJson();

    private Plans plans() {
        plan.write(folder, "kf-test-foundation");
        return PlanJson.read(folder.resolve("kf-test-foundation.plan.json"));
    }

    private GuardReport report(Moves moves) {
        return GuardReport.of(Subject.of(plans().stacks(), moves), GuardsFile.read(folder, problems), TODAY, problems);
    }

    private List<String> found() {
        return report(Moves.NONE).open().stream()
                .map(finding -> finding.guard().id() + ": " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['delete']", "['delete','create']", "['create','delete']"})
    void whatHoldsDataIsNeitherDestroyedNorReplaced(String actions) {
        String what = actions.contains("create") ? "replaced" : "destroyed";
        plan.change(
                        "google_compute_disk.a",
                        actions,
                        "{'name': 'a'}",
                        actions.contains("create") ? "{'name': 'b'}" : "null")
                .change("google_compute_address.a", actions, "{'name': 'a'}", "null");

        assertThat(found()).containsExactly("data-loss: the disk is " + what + ", and with it what is on it");
    }

    @Test
    void aPrivateZoneThatTerraformMayDestroyHoldsNothingOfOthers() {
        String lost = "data-loss: the DNS zone is destroyed, and with it its records, and its name servers";
        plan.change("google_dns_managed_zone.forward", "['delete']", "{'visibility': 'private'}", "null")
                .change(
                        "google_dns_managed_zone.emptied",
                        "['delete']",
                        "{'visibility': 'private', 'force_destroy': true}",
                        "null")
                .change("google_dns_managed_zone.public", "['delete']", "{'visibility': 'public'}", "null")
                .change(
                        "google_dns_managed_zone.renamed",
                        "['delete','create']",
                        "{'visibility': 'private', 'dns_name': 'corp.'}",
                        "{'visibility': 'private', 'dns_name': 'corp.example.com.'}")
                .change(
                        "google_dns_managed_zone.published",
                        "['delete','create']",
                        "{'visibility': 'public'}",
                        "{'visibility': 'private'}");

        assertThat(found()).containsExactly(lost, lost, lost.replace("destroyed", "replaced"));
    }

    @Test
    void whatHoldsDataIsNotForgotten() {
        plan.change("google_storage_bucket.a", "['forget']", "{'name': 'a'}", "null");

        assertThat(found()).containsExactly("data-loss: the bucket is forgotten: nobody looks after it any more");
    }

    @Test
    void whatHoldsDataMayChangeMoveAndCome() {
        plan.change("google_compute_disk.a", "['update']", "{'size': 1}", "{'size': 2}")
                .change(
                        "google_compute_disk.b",
                        "['no-op']",
                        "{}",
                        "{}",
                        "{'previous_address': 'google_compute_disk.c'}")
                .change("google_compute_disk.d", "['create']", "null", "{'size': 2}");

        assertThat(found()).isEmpty();
    }

    @Test
    void aClusterIsNeverReplacedAndANodePoolNotInPlace() {
        plan.change("google_container_cluster.a", "['delete','create']", "{'name': 'a'}", "{'name': 'b'}")
                .change("google_container_node_pool.a", "['create','delete']", "{'name': 'a'}", "{'name': 'b'}")
                .change("google_container_node_pool.b", "['delete']", "{'name': 'a'}", "null")
                .change("google_container_cluster.c", "['update']", "{'name': 'a'}", "{'name': 'b'}");

        assertThat(found())
                .containsExactly(
                        "cluster-replacement: the cluster is replaced, and with it all that runs in it",
                        "node-pool-replacement: the node pool is replaced: all its nodes go before new ones are there");
    }

    @Test
    void aPasswordGoesToTheUserThatRests() {
        plan.change(
                        "google_secret_manager_secret_version.a",
                        "['create','delete']",
                        "{'secret_data_wo_version': 2}",
                        "{'secret_data_wo_version': 3}")
                .change("google_sql_user.a-1", "['update']", "{'password_wo_version': 1}", "{'password_wo_version': 3}")
                .change("google_secret_manager_secret_version.b", "['create']", "null", "{'secret_data_wo_version': 1}")
                .change("google_sql_user.b-1", "['create']", "null", "{'password_wo_version': 1}");

        assertThat(found()).isEmpty();
    }

    @Test
    void aPasswordDoesNotGoToTheUserThatPodsLogInAs() {
        plan.change(
                        "google_secret_manager_secret_version.a",
                        "['create','delete']",
                        "{'secret_data_wo_version': 1}",
                        "{'secret_data_wo_version': 3}")
                .change("google_sql_user.a-1", "['update']", "{'password_wo_version': 1}", "{'password_wo_version': 3}")
                .change("google_sql_user.a-2", "['create']", "null", "{'password_wo_version': 2}");

        assertThat(found())
                .containsExactly(
                        "password-in-use: the generation goes from 1 to 3, back to the user that pods log in as:"
                                + " they are locked out until they restart");
    }

    @Test
    void anAddressGoesOnlyWithAnEntry() {
        plan.change("google_compute_address.a", "['delete']", "{'name': 'a'}", "null", GONE)
                .change("google_compute_router.a", "['forget']", "{'name': 'a'}", "null", GONE)
                .change("google_compute_network.a", "['forget']", "{'name': 'a'}", "null", GONE);

        assertThat(report(DESTROYED).open())
                .extracting(finding -> finding.guard() + " " + finding.advice())
                .containsExactly(
                        "ADDRESS_LOST if it is meant: stacks: {kf-test-foundation: {destroy: [google_compute_address.a]}}",
                        "ADDRESS_LOST if it is meant: stacks: {kf-test-foundation: {removed: [google_compute_router.a]}}");
    }

    @Test
    void ofAnAddressThatIsLikelyRenamedTheMoveIsNamedFirst() {
        plan.change("google_compute_address.a", "['delete']", "{'name': 'a'}", "null", GONE)
                .change("google_compute_address.b", "['create']", "null", "{'name': 'a'}");

        assertThat(report(DESTROYED).open())
                .extracting(finding -> finding.guard() + " " + finding.advice())
                .containsExactly("ADDRESS_LOST if only its address is new: stacks: {kf-test-foundation: {moved:"
                        + " {google_compute_address.a: google_compute_address.b}}};"
                        + " if it is meant: stacks: {kf-test-foundation: {destroy: [google_compute_address.a]}}");
    }

    @Test
    void aPlanDestroysOnlySoMany() throws IOException {
        for (int i = 0; i < GuardReport.DELETIONS; i++) {
            plan.change("google_project_service.s" + i, "['delete']", "{'service': 'a'}", "null");
        }
        assertThat(found()).isEmpty();
        plan.change("google_project_service.last", "['delete']", "{'service': 'a'}", "null");
        assertThat(found()).containsExactly("deletion-limit: the plan destroys 11 objects, at most 10 are allowed");

        Files.writeString(folder.resolve("guards.yaml"), "deletions: {kf-test: 11}\n");

        assertThat(found()).isEmpty();
    }

    @Test
    void wideRolesKeysAndAuthoritativeResourcesAreStopped() {
        plan.change("google_project_iam_member.a", "['create']", "null", "{'role': 'roles/editor'}")
                .change(
                        "google_project_iam_member.b",
                        "['create']",
                        "null",
                        "{'role': 'roles/iam.serviceAccountTokenCreator'}")
                .change(
                        "google_service_account_iam_member.c",
                        "['create']",
                        "null",
                        "{'role': 'roles/iam.serviceAccountTokenCreator'}")
                .change("google_project_iam_member.d", "['create']", "null", "{'role': 'roles/viewer'}")
                .change("google_project_iam_member.e", "['delete']", "{'role': 'roles/owner'}", "null")
                .change("google_project_iam_policy.f", "['create']", "null", "{'policy_data': 'x'}")
                .change("google_service_account_key.g", "['create']", "null", "{'name': 'x'}");

        assertThat(found())
                .containsExactly(
                        "wide-iam: roles/editor is granted",
                        "wide-iam: roles/iam.serviceAccountTokenCreator is granted",
                        "wide-iam: google_project_iam_policy takes away what others have granted",
                        "service-account-key: a key is made for a service account");
    }

    @Test
    void aKeyOfAServiceAccountMayGoAndStay() {
        plan.change("google_service_account_key.a", "['delete']", "{'name': 'x'}", "null")
                .change("google_service_account_key.b", "['update']", "{'keepers': 'x'}", "{'keepers': 'y'}")
                .change("google_service_account_key.c", "['delete','create']", "{'name': 'x'}", "{'name': 'y'}");

        assertThat(found()).containsExactly("service-account-key: a key is made for a service account");
    }

    @Test
    void nothingIsOpenedToTheInternet() {
        plan.change("google_storage_bucket_iam_member.a", "['create']", "null", "{'member': 'allUsers'}")
                .change("google_storage_bucket_iam_member.b", "['create']", "null", "{'member': 'group:a@example.com'}")
                .change(
                        "google_compute_firewall.c",
                        "['create']",
                        "null",
                        "{'allow': [{'protocol': 'tcp'}], 'source_ranges': ['0.0.0.0/0']}")
                .change(
                        "google_compute_firewall.d",
                        "['create']",
                        "null",
                        "{'deny': [{'protocol': 'all'}], 'source_ranges': ['0.0.0.0/0']}")
                .change(
                        "google_compute_firewall.e",
                        "['create']",
                        "null",
                        "{'allow': [{'protocol': 'tcp'}], 'source_ranges': ['10.0.0.0/8']}")
                .change(
                        "google_sql_database_instance.f",
                        "['update']",
                        "{'settings': [{'ip_configuration': [{'ipv4_enabled': false}]}]}",
                        "{'settings': [{'ip_configuration': [{'ipv4_enabled': true}]}]}")
                .change(
                        "google_sql_database_instance.g",
                        "['update']",
                        "{'settings': [{'tier': 'a', 'ip_configuration': [{'ipv4_enabled': true}]}]}",
                        "{'settings': [{'tier': 'b', 'ip_configuration': [{'ipv4_enabled': true}]}]}")
                .change(
                        "google_container_cluster.h",
                        "['update']",
                        "{'private_cluster_config': [{'enable_private_endpoint': true}]}",
                        "{'private_cluster_config': [{'enable_private_endpoint': false}]}")
                .change(
                        "google_storage_bucket.i",
                        "['update']",
                        "{'public_access_prevention': 'enforced'}",
                        "{'public_access_prevention': 'inherited'}");

        assertThat(found())
                .containsExactly(
                        "public-access: allUsers gets a role",
                        "public-access: source_ranges[0] lets in every address",
                        "public-access: settings[0].ip_configuration[0].ipv4_enabled becomes true",
                        "public-access: private_cluster_config[0].enable_private_endpoint becomes false",
                        "public-access: public_access_prevention becomes inherited");
    }

    private String exception(String guard, String address, String expires, String digest) {
        return """
                  - {guard: %s, stack: kf-test-foundation, address: %s, reason: it is empty, owner: a@example.com, expires: "%s", digest: "%s"}
                """.formatted(guard, address, expires, digest);
    }

    private String digest() {
        return PlanDigest.of(plans().stacks().get(0).plan());
    }

    private GuardReport withExceptions(String... exceptions) throws IOException {
        Files.writeString(folder.resolve("guards.yaml"), "exceptions:\n" + String.join("", exceptions));
        return report(DESTROYED);
    }

    private List<String> said() {
        return problems.inFileOrder().stream()
                .map(problem -> problem.place().line() + ": " + problem.path() + ": " + problem.message()
                        + problem.hint().map(hint -> " | " + hint).orElse(""))
                .toList();
    }

    @Test
    void anExceptionLetsOneThingPassUntilItsLastDay() throws IOException {
        plan.change("google_compute_disk.a", "['delete']", "{'name': 'a'}", "null")
                .change("google_compute_disk.b", "['delete']", "{'name': 'b'}", "null");

        GuardReport report = withExceptions(exception("data-loss", "google_compute_disk.a", "2026-11-24", digest()));

        assertThat(said()).isEmpty();
        assertThat(report.open()).extracting(Finding::address).containsExactly("google_compute_disk.b");
        assertThat(report.excused())
                .extracting(excused -> excused.finding().address())
                .containsExactly("google_compute_disk.a");
    }

    @Test
    void anExceptionForAnotherPlanDoesNotCount() throws IOException {
        plan.change("google_compute_disk.a", "['delete']", "{'name': 'a'}", "null");
        String before = digest();
        plan.change("google_compute_disk.b", "['create']", "null", "{'name': 'b'}");

        GuardReport report = withExceptions(exception("data-loss", "google_compute_disk.a", "2026-11-24", before));

        assertThat(report.open()).hasSize(1);
        assertThat(said())
                .containsExactly(
                        "2: exceptions[0].digest: the exception was given for another plan of kf-test-foundation"
                                + " | look at the plan again; its digest is " + digest());
    }

    @Test
    void exceptionsThatAreExpiredUnusedUnknownOrNotAllowedAreErrorsAllAtOnce() throws IOException {
        plan.change("google_container_cluster.a", "['delete','create']", "{'name': 'a'}", "{'name': 'b'}")
                .change("google_compute_disk.a", "['delete']", "{'name': 'a'}", "null");

        GuardReport report = withExceptions(
                exception("data-loss", "google_compute_disk.a", "2026-11-23", digest()),
                exception("data-loss", "google_compute_disk.x", "2026-11-24", digest()),
                exception("data-los", "google_compute_disk.a", "2026-11-24", digest()),
                exception("cluster-replacement", "google_container_cluster.a", "2026-11-24", digest()),
                exception("data-loss", "google_compute_disk.a", "2026-11-24", digest())
                        .replace("kf-test-foundation", "kf-prod-foundation"));

        assertThat(report.open()).hasSize(2);
        assertThat(said())
                .containsExactly(
                        "2: exceptions[0].expires: the exception expired on 2026-11-23, today is 2026-11-24"
                                + " | delete it, or let its owner, a@example.com, give another",
                        "3: exceptions[1]: the exception is not used: data-loss does not stop google_compute_disk.x in"
                                + " kf-test-foundation | delete it: an exception is for one apply",
                        "4: exceptions[2].guard: there is no guard \"data-los\"; known: "
                                + String.join(", ", Guard.ids()) + " | did you mean data-loss?",
                        "5: exceptions[3].guard: cluster-replacement has no exceptions: a cluster is never replaced");
    }

    @Test
    void offlineAnExceptionCountsWhateverItsDigest() throws IOException {
        plan.change("google_compute_disk.a", "['delete']", "{'name': 'a'}", "null");
        Files.writeString(
                folder.resolve("guards.yaml"),
                "exceptions:\n" + exception("data-loss", "google_compute_disk.a", "2026-11-24", "0".repeat(64))
                        + exception("data-loss", "google_compute_disk.x", "2026-11-24", "0".repeat(64)));

        GuardReport report = GuardReport.offline(
                Subject.of(plans().stacks(), Moves.NONE), GuardsFile.read(folder, problems), TODAY, problems);

        assertThat(report.open()).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void aMisspeltFileIsAProblem() throws IOException {
        Files.writeString(folder.resolve("guards.yaml"), "exceptions:\n  - {guard: data-loss, expires: soon}\n");
        report(Moves.NONE);

        assertThat(said())
                .contains("2: exceptions[0].expires: must be a day such as 2026-12-01, got \"soon\"")
                .anyMatch(line -> line.startsWith("2: exceptions[0].digest: is required"));
    }

    @Test
    void everyGuardHasItsLineOnThePage() throws IOException {
        String page = Files.readString(Requirement.repository().resolve("docs/guards.md"));

        assertThat(page.lines()
                        .filter(line -> line.matches("\\| `[a-z-]+` \\| .*"))
                        .map(line -> line.substring(3, line.indexOf("`", 3))))
                .containsExactlyElementsOf(
                        Arrays.stream(Guard.values()).map(Guard::id).toList());
    }
}
