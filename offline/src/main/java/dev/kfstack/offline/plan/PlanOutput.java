package dev.kfstack.offline.plan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a run says and keeps what it found.
 *
 * @param results terraform's own words on each plan
 * @param progress all else
 * @param kept gets {@code <stack>.tfplan} and {@code <stack>.plan.json}, or {@code <stack>.unplanned.json}, each whole or not
 *     at all; empty to keep none
 */
public record PlanOutput(PrintWriter results, PrintWriter progress, Optional<Path> kept) {

    /** How the name of a kept plan's JSON ends, after the stack. */
    public static final String JSON = ".plan.json";

    void say(String stack, String what) {
        progress.println(stack + ": " + what);
        progress.flush();
    }

    /** Takes out what an earlier run kept: a stack that is not planned now must not seem to be. */
    void forget(String environment) throws IOException {
        if (kept.isPresent()) {
            Files.createDirectories(kept.get());
            for (String stack : StackFolder.names(environment)) {
                Files.deleteIfExists(kept.get().resolve(stack + ".tfplan"));
                Files.deleteIfExists(kept.get().resolve(stack + JSON));
                Files.deleteIfExists(kept.get().resolve(stack + UnplannedFile.ENDING));
            }
        }
    }

    void keep(String stack, Path plan, String json) throws IOException {
        if (kept.isPresent()) {
            replace(kept.get().resolve(stack + ".tfplan"), Files.readAllBytes(plan));
            replace(kept.get().resolve(stack + JSON), json.getBytes(StandardCharsets.UTF_8));
        }
    }

    void keepUnplanned(StackResult result) throws IOException {
        Optional<String> text = UnplannedFile.of(result);
        if (kept.isPresent() && text.isPresent()) {
            Path file = kept.get().resolve(result.stack() + UnplannedFile.ENDING);
            replace(file, text.get().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path written = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
