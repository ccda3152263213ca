package dev.kfstack.forge;

import dev.kfstack.forge.ForgeAccess.Kind;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which forge, which repository, and which pull request of it: as the pipeline's environment variables have it, or as a
 * user says. The token comes from an environment variable, {@code GITHUB_TOKEN} or {@code GITLAB_TOKEN}, and from nowhere else.
 */
public final class ForgeSettings {

    private static final String RULE = "forge";
    private static final String VARIABLES = "environment variables";

    private final ForgeAccess access;
    private final Optional<Long> pullRequest;
    private final String head;
    private final Optional<String> commit;
    private final Run run;

    private ForgeSettings(
            ForgeAccess access, Optional<Long> pullRequest, String head, Optional<String> commit, Run run) {
        this.access = access;
        this.pullRequest = pullRequest;
        this.head = head;
        this.commit = commit;
        this.run = run;
    }

    /**
     * What a user says; each wins over what the pipeline says.
     *
     * @param forge {@code github}, {@code gitlab} or {@code stdout}
     * @param api the address of GitHub's API or of GitLab
     * @param commit that the pull request brought, instead of its number
     * @param author the login that the token's comments have, where GitHub does not tell
     */
    public record Options(
            Optional<String> forge,
            Optional<String> api,
            Optional<String> repository,
            Optional<Long> pullRequest,
            Optional<String> commit,
            Optional<String> author) {}

    /** Empty where there is no forge, by choice or since this runs in no pipeline; or where there are problems. */
    public static Optional<ForgeSettings> of(Map<String, String> variables, Options options, Problems problems) {
        Optional<PipelineRun> pipeline = PipelineRun.of(variables);
        String forge = options.forge()
                .or(() -> pipeline.map(found -> found.kind().name().toLowerCase(Locale.ROOT)))
                .orElse("stdout");
        if (forge.equals("stdout")) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(forge.toUpperCase(Locale.ROOT));
        Optional<PipelineRun> there = pipeline.filter(found -> found.kind() == kind);
        String variable = kind == Kind.GITHUB ? "GITHUB_TOKEN" : "GITLAB_TOKEN";
        String token = variables.getOrDefault(variable, "");
        if (token.isBlank()) {
            problems.error(
                    new Place(VARIABLES, 1, 1),
                    variable,
                    "holds no token, and without one nothing is written to " + forge,
                    RULE,
                    "--forge stdout prints the comment instead");
        }
        String repository = options.repository()
                .or(() -> there.map(PipelineRun::repository))
                .orElse("");
        if (!repository.matches("[^/\\s]+(/[^/\\s]+)+|[0-9]+")) {
            problems.error(new Place("--repository", 1, 1), "", "must be OWNER/NAME, got \"" + repository + "\"", RULE);
        }
        Optional<URI> api = api(
                options.api()
                        .or(() -> there.map(PipelineRun::api).filter(url -> !url.isEmpty()))
                        .orElse(kind == Kind.GITHUB ? "https://api.github.com" : "https://gitlab.com"),
                problems);
        if (problems.hasErrors() || api.isEmpty()) {
            return Optional.empty();
        }
        String author = options.author().orElse("github-actions[bot]");
        Optional<Long> running = there.flatMap(PipelineRun::pullRequest);
        Optional<Long> pullRequest = options.commit().isPresent()
                ? options.pullRequest()
                : options.pullRequest().or(() -> running);
        return Optional.of(new ForgeSettings(
                new ForgeAccess(kind, api.get(), repository, token, variable, author),
                pullRequest,
                // what the pipeline calls the newest commit is that of its own pull request
                pullRequest.equals(running) ? there.map(PipelineRun::head).orElse("") : "",
                options.commit().or(() -> there.flatMap(PipelineRun::commit)),
                there.map(PipelineRun::run).orElse(Run.UNNUMBERED)));
    }

    /** A token goes over a wire that others may read only to this machine itself. */
    private static Optional<URI> api(String address, Problems problems) {
        try {
            URI uri = URI.create(address.replaceFirst("/+$", ""));
            boolean local = "http".equals(uri.getScheme())
                    && ("127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost()));
            if (uri.getHost() != null && (local || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException noAddress) {
            // said below
        }
        problems.error(new Place("--api", 1, 1), "", "must be an address with https://, got \"" + address + "\"", RULE);
        return Optional.empty();
    }

    /**
     * One of our comments of the pull request: the one that was named, that the pipeline runs for, or that its commit came
     * with. Empty when there is none.
     *
     * @param name which of our comments, as {@code review}
     * @param said gets a line whenever the forge is tried again
     */
    public Optional<Comment> comment(String name, Consumer<String> said) throws ForgeException, InterruptedIOException {
        Attempts attempts = attempts(said);
        Forge forge = access.forge();
        Optional<Long> number = pullRequest.isPresent() || commit.isEmpty()
                ? pullRequest
                : attempts.of(() -> forge.pullRequestOf(commit.get()));
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Forge.PullRequest found = forge.pullRequest(number.get());
        return Optional.of(new Comment(found, number.get(), name, head, run, forge.longestText(), attempts));
    }

    /** The issue of a subject. */
    public IssueUpdate issue(String subject, Consumer<String> said) throws ForgeException {
        return new IssueUpdate(access.forge(), subject, attempts(said));
    }

    private static Attempts attempts(Consumer<String> said) {
        return new Attempts(duration -> Thread.sleep(duration.toMillis()), said);
    }

    @Override
    public String toString() {
        return access.toString();
    }
}
