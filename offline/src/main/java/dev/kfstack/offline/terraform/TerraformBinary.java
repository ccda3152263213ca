package dev.kfstack.offline.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A terraform, or a tofu, that knows write-only arguments.
 *
 * @param file absolute
 * @param version as it says itself, as {@code 1.11.4}
 */
public record TerraformBinary(Path file, String version) {

    /** What the CDK's command lines read too: a name to look up on the PATH, or a path. */
    static final String NAME = "TERRAFORM_BINARY_NAME";

    /** Write-only arguments came with 1.11, in Terraform and in OpenTofu. */
    private static final Version OLDEST = Version.parse("1.11");

    private static final String RULE = "terraform-binary";
    private static final String WHERE = "get Terraform from https://developer.hashicorp.com/terraform/install"
            + " or OpenTofu from https://opentofu.org/docs/intro/install and put it on the PATH, or name another in "
            + NAME;

    /** The one to use; when there is none, or an old one, that is a problem. */
    public static Optional<TerraformBinary> find(Map<String, String> environment, Problems problems) {
        String name = environment.getOrDefault(NAME, "terraform");
        Optional<Path> file = lookUp(name, environment.getOrDefault("PATH", ""));
        if (file.isEmpty()) {
            String place = name.contains(File.separator) ? "is no program" : "is not on the PATH";
            problem(name, place + "; terraform " + OLDEST + " or newer is needed", problems);
            return Optional.empty();
        }
        return file.flatMap(found -> judge(name, found, environment, problems));
    }

    private static Optional<TerraformBinary> judge(
            String name, Path file, Map<String, String> environment, Problems problems) {
        Optional<String> version = version(file, environment);
        if (version.isEmpty()) {
            problem(name, "does not say its version when run as \"" + name + " version -json\"", problems);
            return Optional.empty();
        }
        if (!isNewEnough(version.get())) {
            String needed = OLDEST + " or newer is needed, since secrets are given as write-only arguments";
            problem(name, "is version " + version.get() + "; " + needed, problems);
            return Optional.empty();
        }
        return Optional.of(new TerraformBinary(file, version.get()));
    }

    private static void problem(String name, String message, Problems problems) {
        problems.error(new Place(name, 1, 1), "", message, RULE, WHERE);
    }

    private static Optional<Path> lookUp(String name, String searchPath) {
        try {
            Path given = Path.of(name);
            return (given.getNameCount() > 1
                            ? Stream.of(given)
                            : Arrays.stream(searchPath.split(File.pathSeparator))
                                    .filter(folder -> !folder.isEmpty())
                                    .map(folder -> Path.of(folder, name)))
                    .map(Path::toAbsolutePath)
                    .filter(Files::isExecutable)
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<String> version(Path file, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(file.toString(), "version", "-json").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(TerraformVariables.of(environment));
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                JsonNode answer = new ObjectMapper().readTree(process.getInputStream());
                process.waitFor();
                return Optional.ofNullable(answer.path("terraform_version").textValue());
            } finally {
                // what is no terraform may run on for ever
                process.destroy();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isNewEnough(String version) {
        try {
            return Version.parse(version).compareTo(OLDEST) >= 0;
        } catch (IllegalArgumentException noVersion) {
            return false;
        }
    }
}
