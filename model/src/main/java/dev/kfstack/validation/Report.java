package dev.kfstack.validation;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.reader.EnvironmentFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes what one rule finds in one environment and adds the place.
 *
 * <p>What stands beside a value that could not be read is not judged: a second message about a consequence of the first
 * would only confuse.
 */
public final class Report {

    /** Sections whose entries are judged each for itself. */
    private static final Set<String> NAMED =
            Set.of("nodePools", "disks", "buckets", "serviceAccounts", "secrets", "teams");

    private final String rule;
    private final EnvironmentFile file;
    private final Set<String> unreadable;
    private final Problems problems;

    Report(String rule, EnvironmentFile file, Set<String> unreadable, Problems problems) {
        this.rule = rule;
        this.file = file;
        this.unreadable = unreadable;
        this.problems = problems;
    }

    /** The sections, and entries of sections, of which some value could not be read. */
    static Set<String> unreadable(EnvironmentFile file) {
        return file.reading().broken().stream()
                .flatMap(broken -> Stream.of(section(broken), entry(broken)))
                .collect(Collectors.toSet());
    }

    public void error(ConfigPath path, String message) {
        add(Severity.ERROR, path, message, Optional.empty());
    }

    public void error(ConfigPath path, String message, String hint) {
        add(Severity.ERROR, path, message, Optional.of(hint));
    }

    /** An error whose fix is not always known. */
    void error(ConfigPath path, String message, Optional<String> hint) {
        add(Severity.ERROR, path, message, hint);
    }

    public void warning(ConfigPath path, String message) {
        add(Severity.WARNING, path, message, Optional.empty());
    }

    /**
     * Whether everything in a section could be read: what refers to names in it is not judged otherwise.
     *
     * @param section a key at the top of the file
     */
    public boolean readable(String section) {
        return !unreadable.contains(section);
    }

    /** Whether the value stands in the environment's own file, not in base.yaml. */
    public boolean isInOwnFile(ConfigPath path) {
        return file.reading().sources().place(path).file().equals(file.file());
    }

    /** A name that must be one of {@code allowed} and is not; {@code what} is what it should name: "a bucket". */
    public void unknown(ConfigPath path, String what, String got, Collection<String> allowed) {
        String known = allowed.isEmpty() ? "there is none" : "known: " + String.join(", ", allowed);
        add(
                Severity.ERROR,
                path,
                "must name " + what + ", got \"" + got + "\"; " + known,
                Spelling.didYouMean(got, allowed));
    }

    /** What stands in a list of names a second time. */
    public void twice(ConfigPath path, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                error(path.item(i), "\"" + names.get(i) + "\" is named twice");
            }
        }
    }

    private void add(Severity severity, ConfigPath path, String message, Optional<String> hint) {
        if (!unreadable.contains(entry(path))) {
            problems.add(new Problem(severity, file.reading().sources().place(path), path.text(), message, rule, hint));
        }
    }

    private static String section(ConfigPath path) {
        return path.text().split("[.\\[]", 2)[0];
    }

    /** What is judged for itself: an entry of a named section, else the section. */
    private static String entry(ConfigPath path) {
        String[] keys = path.text().split("[.\\[]", 3);
        return keys.length > 1 && NAMED.contains(keys[0]) ? keys[0] + "." + keys[1] : keys[0];
    }
}
