package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Spelling;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.SecretRotation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack secrets rotate}. */
@Command(
        name = "rotate",
        description = {
            "Raise the generation of a secret by one, in the file that has it, and say what comes next.",
            "Nothing else in the file changes. With ENV it is that environment's own file."
        },
        footer = {"", "Example: kfstack secrets rotate pipelines-database kf-test"})
final class SecretsRotateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The secret, as the environment file names it.")
    private String secret = "";

    @Parameters(
            index = "1",
            paramLabel = "ENV",
            arity = "0..1",
            description = "Environment (default: all that have it).")
    private Optional<String> environment = Optional.empty();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() throws IOException {
        EnvironmentsRead read =
                EnvironmentsRead.of(folders.environments(), environment.stream().toList());
        List<EnvironmentFile> owners = read.wanted().stream()
                .filter(file -> file.environment().secrets().containsKey(secret))
                .toList();
        if (!read.problems().hasErrors() && owners.isEmpty()) {
            unknown(read);
        }
        List<SecretRotation> rotations = new ArrayList<>();
        if (!read.problems().hasErrors()) {
            rotations.addAll(
                    environment.isPresent()
                            ? SecretRotation.alone(folders.environments(), secret, owners.get(0), read.problems())
                            : SecretRotation.everywhere(folders.environments(), secret, owners, read.problems()));
        }
        int exitCode = output.report(read.problems());
        if (exitCode == ExitCode.FINE) {
            SecretRotation.write(rotations);
            rotations.forEach(rotation -> output.lists()
                    .println("wrote   " + rotation.file() + ": secrets." + secret + ".generation: " + rotation.from()
                            + " -> " + (rotation.from() + 1)));
            owners.forEach(owner -> output.lists().print(new SecretRotationSteps(secret, owner.environment()).text()));
            output.lists().flush();
        }
        return exitCode;
    }

    private void unknown(EnvironmentsRead read) {
        TreeSet<String> known = new TreeSet<>();
        read.wanted().forEach(file -> known.addAll(file.environment().secrets().keySet()));
        Problems problems = read.problems();
        Place place = new Place(
                environment
                        .map(name -> read.wanted().get(0).file())
                        .orElse(folders.environments().toString()),
                1,
                1);
        String message = "there is no secret \"" + secret + "\"; "
                + (known.isEmpty() ? "there is none at all" : "known: " + String.join(", ", known));
        Spelling.didYouMean(secret, known)
                .ifPresentOrElse(
                        hint -> problems.error(place, "secrets", message, "unknown-secret", hint),
                        () -> problems.error(place, "secrets", message, "unknown-secret"));
    }
}
