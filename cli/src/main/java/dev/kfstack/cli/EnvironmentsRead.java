package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Spelling;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.validation.EnvironmentValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environments a command was asked for, read and validated.
 *
 * @param wanted those named on the command line, or all; in order of name
 */
record EnvironmentsRead(List<EnvironmentFile> wanted, Problems problems) {

    /**
     * Reads and judges. All environments of the folder are read, since ranges must not overlap between them; problems of
     * those that were not asked for are left out.
     */
    static EnvironmentsRead of(Path folder, List<String> asked) {
        Problems problems = new Problems();
        List<String> names = new EnvironmentReader(folder, problems).names();
        List<String> wanted =
                asked.isEmpty() ? names : names.stream().filter(asked::contains).toList();
        if (!names.isEmpty()) {
            asked.stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> unknown(name, names, folder, problems));
        }
        List<EnvironmentFile> files = new EnvironmentReader(folder, problems).read(wanted);
        List<String> others =
                names.stream().filter(name -> !wanted.contains(name)).toList();
        List<EnvironmentFile> all = Stream.concat(
                        files.stream(), new EnvironmentReader(folder, new Problems()).read(others).stream())
                .toList();
        EnvironmentValidator.validate(files, all, problems);
        return new EnvironmentsRead(files, problems);
    }

    private static void unknown(String name, List<String> names, Path folder, Problems problems) {
        Place place = new Place(folder.toString(), 1, 1);
        String message = "there is no environment \"" + name + "\"; known: " + String.join(", ", names);
        Optional<String> hint = Spelling.didYouMean(name, names);
        hint.ifPresentOrElse(
                text -> problems.error(place, "", message, "unknown-environment", text),
                () -> problems.error(place, "", message, "unknown-environment"));
    }

    /** The names of {@link #wanted}. */
    Set<String> names() {
        return wanted.stream().map(EnvironmentFile::name).collect(Collectors.toSet());
    }
}
