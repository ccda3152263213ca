package dev.kfstack.upstream;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Releases by their tags: {@code 26.03}, {@code 26.03.1}; candidates and older schemes are none. */
public final class ReleaseTags {

    private static final Comparator<String> BY_DATE = (one, other) -> Arrays.compare(numbers(one), numbers(other));

    private ReleaseTags() {}

    /**
     * All tags of a repository.
     *
     * @throws IOException with what git said
     */
    public static List<String> of(String repository) throws IOException {
        return new GitRepository(repository).tags();
    }

    /** The releases among {@code tags} that came after one, oldest first. */
    public static List<String> newerThan(String release, List<String> tags) {
        return tags.stream()
                .filter(tag -> tag.matches("[0-9]{2}\\.[0-9]{2}(\\.[0-9]{1,4})?"))
                .filter(tag -> BY_DATE.compare(tag, release) > 0)
                .sorted(BY_DATE)
                .toList();
    }

    private static int[] numbers(String release) {
        return Arrays.stream(release.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
