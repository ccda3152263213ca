package dev.kfstack.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkAnswerFileTest {

    private static final String AS_ASKED = """
            hostProject: example-net-host
            network: shared-vpc
            region: europe-west1
            subnetwork: {name: kf-test, cidr: 10.10.0.0/24}
            pods: {rangeName: kf-test-pods, cidr: 10.20.0.0/18}
            services: {rangeName: kf-test-services, cidr: 10.30.0.0/22}
            """;

    @TempDir
    Path folder;

    @Test
    void anAnswerAsAskedIsFine() throws IOException {
        assertThat(check(AS_ASKED, "")).isEmpty();
    }

    @Test
    void everyDifferenceIsSaidWithBothValues() throws IOException {
        String answer = AS_ASKED.replace("10.20.0.0/18", "10.60.0.0/20").replace("name: kf-test,", "name: kf-tests,");

        assertThat(check(answer, ""))
                .containsExactly(
                        "subnetwork.name: is kf-tests, and base.yaml:11 asks for kf-test [network-answer]",
                        "pods.cidr: is 10.60.0.0/20, and base.yaml:12 asks for 10.20.0.0/18 [network-answer]");
    }

    @Test
    void whatIsMissingAndWhatNobodyAskedForIsSaidToo() throws IOException {
        String psc = "psc: {name: kf-psc, cidr: 10.41.0.0/28}\n";
        String services = "network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}}";

        assertThat(check(AS_ASKED + psc, services))
                .containsExactlyInAnyOrder(
                        "privateServices.name: is missing, and kf-test.yaml:1 asks for kf-psa [network-answer]",
                        "privateServices.cidr: is missing, and kf-test.yaml:1 asks for 10.40.0.0/20 [network-answer]",
                        "psc.name: is kf-psc, and kf-test.yaml does not ask for one [network-answer]",
                        "psc.cidr: is 10.41.0.0/28, and kf-test.yaml does not ask for one [network-answer]");
    }

    @Test
    void whatCannotBeReadIsSaidOnce() throws IOException {
        String answer = AS_ASKED.replace("10.20.0.0/18", "10.20.0.0/33").replace("region: europe-west1\n", "");

        assertThat(check(answer, "")).hasSize(2).noneMatch(problem -> problem.contains("[network-answer]"));
    }

    private List<String> check(String answer, String changes) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("answer.yaml"), answer);
        NetworkAnswerFile.check(file, Fixture.read("kf-test", changes, problems), problems);
        return Fixture.describe(problems);
    }
}
