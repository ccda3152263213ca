package dev.kfstack.cli;

import dev.kfstack.forge.Comment;
import dev.kfstack.forge.ForgeException;
import dev.kfstack.forge.ForgeSettings;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack comment}. */
@Command(
        name = "comment",
        description = {
            "Write Markdown into the comment of a pull request: one comment, which every later run edits.",
            "In a pipeline of GitHub or GitLab it knows which; elsewhere the options say, or it prints the "
                    + "comment."
        },
        footer = {
            "",
            "Examples: kfstack comment review.md",
            "          kfstack review plans | kfstack comment -",
            "          kfstack comment --stale"
        })
final class CommentCommand implements Callable<Integer> {

    private static final String RULE = "comment";

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The Markdown; - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--stale",
            description = "Instead of writing, mark the comment as out of date, unless it is about the newest commit.")
    private boolean stale;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "review",
            description = "Which of kfstack's comments in the pull request (default: ${DEFAULT-VALUE}).")
    private String name = "review";

    @Mixin
    private ForgeOptions forge = new ForgeOptions();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() throws IOException {
        if (stale == (file != null)) {
            throw output.usage("a FILE is needed, or --stale");
        }
        if (!name.matches("[a-z0-9-]{1,60}")) {
            throw output.usage("--name must be lower-case letters, digits and hyphens, got " + name);
        }
        Problems problems = new Problems();
        Optional<ForgeSettings> settings = forge.settings(System.getenv(), problems);
        Optional<String> text = stale ? Optional.empty() : read(String.valueOf(file), problems);
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        if (settings.isEmpty()) {
            text.ifPresent(markdown -> output.lists().println(markdown.stripTrailing()));
            output.lists().flush();
            return output.isJson() ? output.report(problems) : ExitCode.FINE;
        }
        return send(settings.get(), text, problems);
    }

    private static Optional<String> read(String file, Problems problems) {
        try {
            byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                return Optional.of(text);
            }
            problems.error(new Place(file, 1, 1), "", "holds nothing to say", RULE);
        } catch (NoSuchFileException e) {
            problems.error(new Place(file, 1, 1), "", "there is no such file", RULE);
        } catch (IOException e) {
            problems.error(new Place(file, 1, 1), "", "cannot be read: " + e.getMessage(), RULE);
        }
        return Optional.empty();
    }

    private int send(ForgeSettings settings, Optional<String> text, Problems problems) throws IOException {
        try {
            Optional<Comment> comment = settings.comment(name, output.err()::println);
            if (comment.isEmpty()) {
                String message = "no pull request is known to write to: give --pull-request";
                problems.error(new Place(settings.toString(), 1, 1), "", message, RULE);
            } else {
                Comment.Outcome outcome =
                        stale ? comment.get().markStale() : comment.get().write(text.orElseThrow());
                output.err()
                        .println("comment " + name + " of pull request "
                                + comment.get().number() + ": " + outcome.text());
            }
        } catch (ForgeException e) {
            problems.error(new Place(settings.toString(), 1, 1), "", String.valueOf(e.getMessage()), RULE);
        }
        return output.report(problems);
    }
}
