package dev.kfstack.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentValidatorTest {

    static List<Rule> rules() {
        return EnvironmentValidator.rules();
    }

    private static Stream<String> ids() {
        return EnvironmentValidator.rules().stream().map(Rule::id);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleRefusesItsExample(Rule rule) {
        assertThat(RuleEntry.of(rule).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleAcceptsWhatItsEntrySaysIsRight(Rule rule) {
        Problems problems = RuleEntry.problems(RuleEntry.of(rule).accepted());

        assertThat(problems.inFileOrder()).noneMatch(problem -> problem.rule().equals(rule.id()));
        // what prod asks for is much, and kf-dev uses a range of kf-test
        if (!rule.id().matches("(prod|decommission)-.*")) {
            assertThat(problems.hasErrors())
                    .as(problems.inFileOrder().toString())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleHasASourceThatCanBeRead(Rule rule) {
        String source = RuleEntry.of(rule).source();
        if (!source.startsWith("https://")) {
            assertThat(Requirement.repository().resolve("docs").resolve(source)).isRegularFile();
        }
    }

    @Test
    void everyEntryIsThatOfARuleInTheOrderOfTheRules() {
        assertThat(RuleEntry.ids()).containsExactlyElementsOf(ids().toList());
    }

    @Test
    void idsAreKebabCaseAndGivenOnceAndSentencesAreSentences() {
        assertThat(ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
        assertThat(EnvironmentValidator.rules()).extracting(Rule::says).allMatch(says -> says.endsWith("."));
    }

    @Test
    void theSmallestEnvironmentHasNoProblem() {
        assertThat(Fixture.problems("")).isEmpty();
    }

    @Test
    void allMistakesAreSaidAtOnceInTheOrderOfTheFile() {
        List<String> problems = Fixture.problems("""
                environment: kf-tset
                tier: prdo
                location: {zones: [europe-west1-b, us-east1-b]}
                network:
                  services: {cidr: 10.20.60.0/22}
                  subnetwrk: {cidr: 10.10.0.0/28}
                cluster:
                  maxPodsPerNode: 300
                nodePools:
                  standard: {autoscaling: {totalMin: 5, totalMax: 3}}
                  gpu: {machineType: g2-standard-24, autoscaling: {totalMin: 0, totalMax: 1}}
                  GPU: {machineType: n2-standard-8, autoscaling: {totalMin: 0}}
                buckets: {artifacts: {softDeleteDays: 3}}
                serviceAccounts: {red: {buckets: {artefacts: roles/storage.objectUser}, roles: [roles/owner]}}
                kubeflow: {version: 26.03, components: [piplines]}
                teams: {red: {owner: me, serviceAccount: rad}}
                """);

        assertThat(problems)
                .containsExactly(
                        "environment: must be the file's name, kf-test, got \"kf-tset\" (write environment: kf-test, or"
                                + " rename the file) [environment-name]",
                        "tier: must be one of test, dev, prod, got \"prdo\" (did you mean prod?) [not-allowed]",
                        "location.zones[1]: must be a zone of europe-west1, got \"us-east1-b\" [zones-in-region]",
                        "network.services.cidr: 10.20.60.0/22 (services) overlaps 10.20.0.0/18 (pods) [range-overlap]",
                        "network.subnetwrk: unknown key \"subnetwrk\" (did you mean subnetwork?) [unknown-key]",
                        "cluster.maxPodsPerNode: must be between 8 and 256, got 300 [out-of-range]",
                        "nodePools.standard.autoscaling: totalMin must be at most totalMax, got 5 and 3"
                                + " [autoscaling-bounds]",
                        "nodePools.gpu.machineType: g2-standard-24 brings GPUs, but the pool has no accelerator (add"
                                + " accelerator: {type: nvidia-l4, count: 2}) [accelerator-required]",
                        "nodePools.GPU: the key must be a name of lower-case letters, digits and dashes that starts with"
                                + " a letter and does not end with a dash, got \"GPU\" [bad-key]",
                        "nodePools.GPU.autoscaling.totalMax: is required: Most nodes in all zones together"
                                + " [missing-key]",
                        "buckets.artifacts.softDeleteDays: must be 0 or between 7 and 90, got 3 [bucket-soft-delete]",
                        "serviceAccounts.red.buckets.artefacts: must name a bucket, got \"artefacts\"; known: artifacts"
                                + " (did you mean artifacts?) [bucket-exists]",
                        "serviceAccounts.red.roles[0]: the basic role roles/owner reaches everything in the project:"
                                + " name the roles that are needed [service-account-roles]",
                        "kubeflow.version: must be a string, got the number 26.03 (quote it: \"26.03\") [wrong-type]",
                        "kubeflow.components[0]: must be one of pipelines, katib, notebooks, volumes, tensorboards,"
                                + " trainer, kserve, model-registry, spark-operator, dashboard, profiles, got \"piplines\" (did you mean"
                                + " pipelines?) [not-allowed]",
                        "teams.red.owner: must be an e-mail address with a lower-case domain, got \"me\" [bad-form]");
    }
}
