package dev.kfstack.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressContractTest {

    private static final String ADD = "add to environments/moves.yaml: ";

    @TempDir
    Path root;

    @BeforeEach
    void promiseTwoPools() throws IOException {
        Files.createDirectories(root.resolve("environments"));
        write(
                "kf-test.addresses",
                "# header\nkf-test-cluster google_container_node_pool.gpu\nkf-test-cluster google_container_node_pool.std\n");
    }

    @Test
    void additionsAreFine() {
        assertThat(problems("google_container_node_pool.gpu", "google_container_node_pool.std", "a_b.c"))
                .isEmpty();
    }

    @Test
    void aRenamedResourceIsRefusedWithTheEntryToAdd() {
        assertThat(problems("google_container_node_pool.gpu-l4", "google_container_node_pool.std"))
                .containsExactly(
                        "environments/kf-test.addresses:2:1: : google_container_node_pool.gpu is no longer in"
                                + " kf-test-cluster: without an entry in environments/moves.yaml Terraform would destroy it"
                                + " [address-lost] hint: if only its address is new, " + ADD
                                + "stacks: {kf-test-cluster: {moved: {google_container_node_pool.gpu: google_container_node_pool.gpu-l4}}}");
    }

    @Test
    void theEntryOfTheHintIsTakenAsItStands() throws IOException {
        write(
                "moves.yaml",
                "stacks: {kf-test-cluster: {moved: {google_container_node_pool.gpu: google_container_node_pool.gpu-l4}}}");

        assertThat(problems("google_container_node_pool.gpu-l4", "google_container_node_pool.std"))
                .isEmpty();
    }

    @Test
    void aResourceThatIsJustGoneIsRefusedWithTheDestroyEntry() throws IOException {
        assertThat(problems("google_container_node_pool.std"))
                .singleElement()
                .asString()
                .endsWith("hint: if it is to be destroyed, " + ADD
                        + "stacks: {kf-test-cluster: {destroy: [google_container_node_pool.gpu]}}");

        write("moves.yaml", "stacks: {kf-test-cluster: {destroy: [google_container_node_pool.gpu]}}");
        assertThat(problems("google_container_node_pool.std")).isEmpty();
    }

    @Test
    void ofTwoRenamedResourcesNobodyCanTellWhichIsWhich() {
        assertThat(problems("google_container_node_pool.a", "google_container_node_pool.b"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("destroy:").doesNotContain("moved:"));
    }

    @Test
    void anotherTypeIsNoRename() {
        assertThat(problems("google_container_node_pool.std", "google_container_cluster.gpu"))
                .singleElement()
                .asString()
                .contains("destroy:");
    }

    @Test
    void removedAllowsTheDisappearanceToo() throws IOException {
        write("moves.yaml", "stacks: {kf-test-cluster: {removed: [google_container_node_pool.gpu]}}");

        assertThat(problems("google_container_node_pool.std")).isEmpty();
    }

    @Test
    void aChainOfMovesLeadsToTheAddressOfToday() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    moved:
                      google_container_node_pool.gpu: google_container_node_pool.gpu-2
                      google_container_node_pool.gpu-2: google_container_node_pool.gpu-3
                """);

        assertThat(problems("google_container_node_pool.gpu-3", "google_container_node_pool.std"))
                .isEmpty();
        assertThat(moves().blocks("kf-test-cluster").toString())
                .contains("google_container_node_pool.gpu-2")
                .startsWith("{moved=[");
    }

    @Test
    void anEntryMayStayAfterItsResourceMovedOnAndWasDestroyed() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    moved: {google_container_node_pool.old: google_container_node_pool.gpu}
                    destroy: [google_container_node_pool.gpu]
                """);

        assertThat(problems("google_container_node_pool.std")).isEmpty();
    }

    @Test
    void aMoveFromAnAddressThatStillExistsIsTurnedRound() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    moved:
                      google_container_node_pool.gpu: google_container_node_pool.gone
                """);

        assertThat(problems("google_container_node_pool.gpu", "google_container_node_pool.std"))
                .containsExactly(
                        "environments/moves.yaml:4:39: stacks.kf-test-cluster.moved[\"google_container_node_pool.gpu\"]:"
                                + " google_container_node_pool.gpu still exists in kf-test-cluster, so it cannot be moved"
                                + " away [moves] hint: the other way round? google_container_node_pool.gone:"
                                + " google_container_node_pool.gpu",
                        "environments/moves.yaml:4:39: stacks.kf-test-cluster.moved[\"google_container_node_pool.gpu\"]:"
                                + " must lead to an address of kf-test-cluster, got google_container_node_pool.gone"
                                + " [moves]");
    }

    @Test
    void aMoveToNowhereSaysWhatWasMeant() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    moved:
                      google_container_node_pool.gpu: google_container_node_pool.gpu-4l
                """);

        assertThat(problems("google_container_node_pool.gpu-l4", "google_container_node_pool.std"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "environments/moves.yaml:4:39: stacks.kf-test-cluster.moved[\"google_container_node_pool.gpu\"]:"
                                + " must lead to an address of kf-test-cluster, got google_container_node_pool.gpu-4l [moves]"
                                + " hint: did you mean google_container_node_pool.gpu-l4?");
    }

    @Test
    void aMisspeltEntryIsPointedOutAtTheLostAddress() throws IOException {
        write(
                "moves.yaml",
                "stacks: {kf-test-cluster: {moved: {google_container_node_pool.gup: google_container_node_pool.gpu-l4}}}");

        assertThat(problems("google_container_node_pool.gpu-l4", "google_container_node_pool.std"))
                .singleElement()
                .asString()
                .endsWith("hint: is it meant by google_container_node_pool.gup in environments/moves.yaml?");
    }

    @Test
    void movesInACircleAreRefused() throws IOException {
        write(
                "moves.yaml",
                "stacks: {kf-test-cluster: {moved: {google_container_node_pool.gpu: google_container_node_pool.x,"
                        + " google_container_node_pool.x: google_container_node_pool.gpu}}}");

        assertThat(problems("google_container_node_pool.std")).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("lead back to it"));
    }

    @Test
    void movesAcrossTypesAndToOneTargetAreRefused() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    moved:
                      google_container_node_pool.gpu: google_container_cluster.gpu
                      google_container_node_pool.a: google_container_node_pool.std
                      google_container_node_pool.b: google_container_node_pool.std
                """);

        assertThat(problems("google_container_node_pool.std", "google_container_cluster.gpu"))
                .containsExactly(
                        "environments/moves.yaml:4:39: stacks.kf-test-cluster.moved[\"google_container_node_pool.gpu\"]: a"
                                + " resource cannot move to another type, got google_container_node_pool.gpu and"
                                + " google_container_cluster.gpu [moves]",
                        "environments/moves.yaml:6:37: stacks.kf-test-cluster.moved[\"google_container_node_pool.b\"]:"
                                + " google_container_node_pool.a moves to google_container_node_pool.std already [moves]");
    }

    @Test
    void twoEntriesForOneAddressAreRefused() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-test-cluster:
                    removed: [google_container_node_pool.gpu]
                    destroy: [google_container_node_pool.gpu]
                """);

        assertThat(problems("google_container_node_pool.std"))
                .containsExactly("environments/moves.yaml:4:15: stacks.kf-test-cluster.destroy[0]:"
                        + " google_container_node_pool.gpu has an entry already, stacks.kf-test-cluster.removed[0] on"
                        + " line 3 [moves]");
    }

    @Test
    void removedAndDestroyedAddressesMustBeGone() throws IOException {
        write(
                "moves.yaml",
                "stacks: {kf-test-cluster: {removed: [google_container_node_pool.gpu], destroy:"
                        + " [google_container_node_pool.std]}}");

        assertThat(problems("google_container_node_pool.gpu", "google_container_node_pool.std"))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("so it cannot be forgotten"))
                .anySatisfy(problem -> assertThat(problem).contains("so it cannot be destroyed"));
    }

    @Test
    void anImportedAddressMustExist() throws IOException {
        write("moves.yaml", "stacks: {kf-test-cluster: {import: {google_container_node_pool.sdt: p/l/c/std}}}");

        assertThat(problems("google_container_node_pool.gpu", "google_container_node_pool.std"))
                .singleElement()
                .asString()
                .contains("must be an address of kf-test-cluster, got google_container_node_pool.sdt")
                .endsWith("hint: did you mean google_container_node_pool.std?");
    }

    @Test
    void anUnknownStackIsRefusedAndAnotherEnvironmentsStackIsNotJudged() throws IOException {
        write("moves.yaml", """
                stacks:
                  kf-prod-cluster: {moved: {a_b.c: a_b.d}}
                  kf-test-clustre: {destroy: [a_b.c]}
                """);

        assertThat(problems("google_container_node_pool.gpu", "google_container_node_pool.std"))
                .containsExactly("environments/moves.yaml:3:3: stacks.kf-test-clustre: must name a stack, got"
                        + " \"kf-test-clustre\"; known: kf-prod-cluster, kf-test-cluster [moves] hint: did you mean"
                        + " kf-test-cluster?");
    }

    @Test
    void aStackThatIsGoneNeedsAnEntryForEachOfItsAddresses() throws IOException {
        write("kf-test.addresses", "kf-test-network google_compute_subnetwork.nodes\n");

        assertThat(problems("a_b.c")).hasSize(1);

        write("moves.yaml", "stacks: {kf-test-network: {removed: [google_compute_subnetwork.nodes]}}");
        assertThat(problems("a_b.c")).isEmpty();
    }

    @Test
    void aTornAddressesFileIsRefusedWithItsLine() throws IOException {
        write("kf-test.addresses", "<<<<<<< HEAD\nkf-test-cluster a_b.c\nkf-prod-cluster a_b.c\n");

        assertThat(problems("a_b.c"))
                .containsExactly(
                        "environments/kf-test.addresses:1:1: : must be a stack of kf-test and an address, such as"
                                + " \"kf-test-cluster google_container_cluster.kubeflow\", got \"<<<<<<< HEAD\""
                                + " [addresses-file] hint: take both sides of a merge conflict, or restore the file from"
                                + " git: kfstack synth writes it",
                        "environments/kf-test.addresses:3:1: : must be a stack of kf-test and an address, such as"
                                + " \"kf-test-cluster google_container_cluster.kubeflow\", got \"kf-prod-cluster a_b.c\""
                                + " [addresses-file] hint: take both sides of a merge conflict, or restore the file from"
                                + " git: kfstack synth writes it");
    }

    @Test
    void theFileIsSortedAndReadsBack() throws IOException {
        List<StackAddress> addresses =
                List.of(new StackAddress("kf-test-b", "x_y.b"), new StackAddress("kf-test-a", "x_y.z"));

        var fixed = Map.of(addresses.get(0), new TreeMap<>(Map.of("spot", "true", "accelerator.count", "1")));
        write("kf-test.addresses", AddressFile.text("kf-test", addresses, Map.copyOf(fixed)));

        Problems problems = new Problems();
        AddressFile file = AddressFile.read(folder(), "kf-test", problems);
        assertThat(file.addresses().keySet()).containsExactly(addresses.get(1), addresses.get(0));
        assertThat(file.fixed()).isEqualTo(fixed);
        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(Files.readString(folder().resolve("kf-test.addresses")))
                .startsWith("# Written by kfstack synth from kf-test.yaml");
    }

    private List<String> problems(String... current) {
        Problems problems = new Problems();
        new AddressContract(
                        AddressFile.read(folder(), "kf-test", problems).addresses(),
                        Arrays.stream(current)
                                .map(address -> new StackAddress("kf-test-cluster", address))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        Set.of("kf-test-cluster"),
                        MovesFile.read(folder(), problems))
                .check(List.of("kf-prod-cluster"), problems);
        return problems.inFileOrder().stream()
                .map(problem ->
                        problem.place() + ": " + problem.path() + ": " + problem.message() + " [" + problem.rule() + "]"
                                + problem.hint().map(hint -> " hint: " + hint).orElse(""))
                .map(line -> line.replace(root + "/", ""))
                .toList();
    }

    private MovesFile moves() {
        return MovesFile.read(folder(), new Problems());
    }

    private Path folder() {
        return root.resolve("environments");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder().resolve(name), text);
    }
}
