package dev.kfstack.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real terraform in a folder of its own, with the offline providers and nothing else to talk to. */
final class Terraform {

    private final Path folder;
    private final String reattach;

    /** What a run printed, both streams together, and its exit code. */
    record Result(int code, String output) {
        Result succeeds() {
            assertThat(code).as(output).isZero();
            return this;
        }

        Result fails(String... texts) {
            assertThat(code).as(output).isEqualTo(1);
            // terraform breaks long lines and draws a bar beside them
            assertThat(unwrapped()).contains(texts);
            return this;
        }

        String unwrapped() {
            return output.replace("│", " ").replaceAll("\\s+", " ");
        }
    }

    Terraform(Path folder, OfflineProviders providers) {
        this.folder = folder;
        this.reattach = providers.reattach();
    }

    Terraform write(String json) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("main.tf.json"), json);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the configuration, which must hold the old text. */
    Terraform edit(String old, String now) {
        String json = read("main.tf.json");
        assertThat(json).contains(old);
        return write(json.replace(old, now));
    }

    /** Takes away, and applies that they are gone, all that keeps resources from being destroyed. */
    void unprotect() {
        write(read("main.tf.json")
                .replaceAll("\"(prevent_destroy|deletion_protection)\": true", "\"$1\": false")
                .replaceAll("\"deletion_policy\": \"PREVENT\"", "\"deletion_policy\": \"DELETE\""));
        apply().succeeds();
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) {
        try {
            Process process = start(arguments);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Requirement.tool("terraform").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("TF_CLI_CONFIG_FILE");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("TF_IN_AUTOMATION", "1");
        builder.environment().put("TF_CLI_ARGS", "-no-color");
        builder.environment().put("TF_REATTACH_PROVIDERS", reattach);
        return builder.start();
    }

    Terraform init() {
        run("init", "-input=false").succeeds();
        return this;
    }

    Result apply() {
        return run("apply", "-auto-approve", "-input=false");
    }

    /** Fails with the plan where there is anything to do. */
    void plansNothing() {
        Result plan = run("plan", "-detailed-exitcode", "-input=false");
        assertThat(plan.code()).as(plan.output()).isZero();
    }
}
