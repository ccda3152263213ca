package dev.kfstack.names;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository of Artifact Registry: where it lies, whose it is, what it is called. */
public record ArtifactRepository(String location, String project, String name) {

    /** https://cloud.google.com/artifact-registry/docs/docker/names */
    private static final Pattern PATH =
            Pattern.compile("([a-z0-9-]+)-docker\\.pkg\\.dev/([a-z0-9-]+)/([a-z0-9-]+)(/.*)?");

    /**
     * The repository that a path of images lies in; empty for another registry.
     *
     * @param path as {@code europe-docker.pkg.dev/project/repository}, and more behind it
     */
    public static Optional<ArtifactRepository> of(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(new ArtifactRepository(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
