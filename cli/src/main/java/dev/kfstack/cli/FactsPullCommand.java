package dev.kfstack.cli;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.FactsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack facts pull}. */
@Command(
        name = "pull",
        description = {
            "Ask Compute Engine for the backend service that GKE made for the Gateway, and write its id into "
                    + "ENV.facts.yaml beside the environment: until then nobody gets in.",
            "Reads, and changes nothing in the cloud. The token is GOOGLE_OAUTH_ACCESS_TOKEN's, or else that of "
                    + "`gcloud auth print-access-token`."
        },
        footer = {"", "Example: kfstack facts pull kf-test && kfstack overlays kf-test"})
final class FactsPullCommand implements Callable<Integer> {

    private static final String RULE = "facts-pull";

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--compute-endpoint",
            paramLabel = "URL",
            defaultValue = "https://compute.googleapis.com/compute/v1/",
            description = "Where Compute Engine's API is, such as a private endpoint (default: ${DEFAULT-VALUE}).")
    private URI endpoint = URI.create("https://compute.googleapis.com/compute/v1/");

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() throws IOException {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        Problems problems = read.problems();
        if (!problems.hasErrors()) {
            pull(read.wanted().get(0), problems);
        }
        return output.report(problems);
    }

    private void pull(EnvironmentFile file, Problems problems) throws IOException {
        Place place = new Place(FactsFile.of(file).toString(), 1, 1);
        Environment asked = file.environment();
        if (asked.kubeflow().login() != Login.IAP) {
            problems.error(place, "", "only an environment with login: iap needs facts", RULE);
            return;
        }
        String project = asked.project().id();
        BackendServices.Answer answer = new BackendServices(endpoint, project).ofGateway();
        Map<String, String> found = answer.idsByName();
        if (!answer.refusal().isEmpty()) {
            problems.error(place, "", answer.refusal(), RULE);
        } else if (found.isEmpty()) {
            problems.error(
                    place,
                    "",
                    "project " + project + " has no backend service of the Gateway",
                    RULE,
                    "apply overlays/" + file.name() + ", and wait until GKE has programmed it: kubectl --namespace"
                            + " istio-system wait --for=condition=Programmed gateway/kubeflow");
        } else if (found.size() > 1) {
            problems.error(
                    place,
                    "",
                    "project " + project + " has more than one backend service of a Gateway: "
                            + String.join(", ", found.keySet()),
                    RULE,
                    "write the right one's id yourself: iapBackendService: \"ID\"");
        } else {
            FactsPullRequest request = new FactsPullRequest(file.name(), FactsFile.of(file));
            write(request, found.values().iterator().next());
        }
    }

    private void write(FactsPullRequest request, String id) throws IOException {
        Path file = request.file();
        String text = "# What exists only after an apply: `kfstack facts pull " + environment + "`.\n"
                + "iapBackendService: \"" + id + "\"\n";
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            output.lists().println("same    " + file);
            return;
        }
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        output.lists().println("wrote   " + file);
        output.err().print("As a pull request:\n\n" + request.commands());
        output.err().flush();
    }
}
