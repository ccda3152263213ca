package dev.kfstack.cli;

import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.FactsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the facts of an environment get into the repository: kfstack writes files, and a person makes the pull request of them.
 *
 * @param file that {@code kfstack facts pull} writes
 */
record FactsPullRequest(String environment, Path file) {

    /** The one that an environment waits for: it logs in by IAP, and nobody has pulled its facts. */
    static Optional<FactsPullRequest> awaited(EnvironmentFile environment) {
        Path file = FactsFile.of(environment);
        return environment.environment().kubeflow().login() == Login.IAP && !Files.exists(file)
                ? Optional.of(new FactsPullRequest(environment.name(), file))
                : Optional.empty();
    }

    /** What an apply ends with: why, and what to type once there is something to pull. */
    String text() {
        return environment + " lets nobody in yet: there is no " + file
                + ". When its overlay is applied and its Gateway programmed:\n\n    ./kfstack facts pull "
                + environment + "\n" + commands();
    }

    /** From the files to the pull request, each line to be typed. */
    String commands() {
        return "    ./kfstack overlays " + environment + "\n    git switch --create facts-" + environment
                + "\n    git add " + file + " overlays/" + environment + "\n    git commit --message '" + title() + "'"
                + " --message '" + body() + "'\n    git push --set-upstream origin facts-" + environment + "\n";
    }

    private String title() {
        return "People get in to " + environment;
    }

    private String body() {
        return "The id of the backend service that GKE made for the Gateway: the audience of the tokens that the mesh accepts."
                + " Nothing in it is secret.";
    }
}
