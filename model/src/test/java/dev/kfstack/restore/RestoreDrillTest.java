package dev.kfstack.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.Release;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreDrillTest {

    private static final Path ROOT = Requirement.repository();
    private static final Environment ENVIRONMENT = new EnvironmentReader(ROOT.resolve("environments"), new Problems())
            .read(List.of("kf-prod"))
            .get(0)
            .environment();
    private static final Release RELEASE =
            Release.read(ROOT.resolve("overlays"), "26.03", new Problems()).orElseThrow();

    @Test
    void theScriptIsBashAndRefusesTheEnvironmentsOwnCluster() throws IOException, InterruptedException {
        Requirement.tool("bash");
        String script = new RestoreDrill(ENVIRONMENT, "platform-daily", RELEASE).script();

        assertThat(bash("-n", script, "x")).isEmpty();
        assertThat(bash("-s", script, "gke_example-kf-prod_europe-west1_kf-prod"))
                .isEqualTo("this is kf-prod itself\n");
    }

    @Test
    void anOwnersAddressIsOneWordOfTheScriptWhateverItHolds() throws IOException, InterruptedException {
        Requirement.tool("bash");
        Environment environment = Fixture.environment(
                "teams: {red: {owner: \"o'brien+$(id)@example.com\"}}\nbackup: {velero: {schedules: {}}}");
        String script = new RestoreDrill(environment, "daily", RELEASE).script();
        String check = script.lines()
                .filter(line -> line.contains("get namespace red "))
                .findFirst()
                .orElseThrow();

        assertThat(bash("-s", "kubectl() { echo \"o'brien+\\$(id)@example.com\"; }\n" + check, "x"))
                .isEmpty();
        assertThat(bash("-s", "kubectl() { echo nobody@example.com; }\n" + check, "x"))
                .isEqualTo("red lost its owner\n");
    }

    @Test
    void whatItRestoresComesInAnOrderInWhichItCanExist() {
        String script = new RestoreDrill(ENVIRONMENT, "platform-daily", RELEASE).script();

        assertThat(script)
                .containsSubsequence(
                        "--image=docker.io/velero/velero:v1.18.1",
                        "--bucket=example-kf-prod-kf-prod-backup",
                        "kf-prod-velero@example-kf-prod.iam.gserviceaccount.com",
                        "\"accessMode\":\"ReadOnly\"",
                        "velero.io/schedule-name=platform-daily",
                        "--include-resources=customresourcedefinitions",
                        "--include-resources=namespaces,profiles.kubeflow.org",
                        "--include-resources=secrets",
                        "--restore-volumes --include-namespaces=recommendations",
                        "--exclude-resources=pods",
                        "get namespace recommendations",
                        "= 'owner@example.com'");
    }

    @Test
    void onlyAScheduleOfEverythingCanBeDrilled() {
        assertThat(RestoreDrill.scheduleOf(ENVIRONMENT)).contains("platform-daily");
    }

    private static String bash(String option, String script, String drill) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", option).redirectErrorStream(true);
        builder.environment().put("DRILL", drill);
        Process process = builder.start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
