package dev.kfstack.cli;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.schema.SourceMap;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * {@code environments/drift.yaml}: what may differ from what was applied.
 *
 * @param ignored what counts on the day of the run
 */
public record DriftFile(List<Ignored> ignored) {

    private static final String NAME = "drift.yaml";
    private static final String RULE = "drift-file";

    /** What is in the file. */
    public record Content(@Doc("What is no drift") List<Ignored> ignore) {}

    /** Attributes of one resource that others may change. */
    public record Ignored(
            @Doc("Address of the resource, in whichever environment has it")
            String address,

            @Doc("Attributes that others may change, as node_count or settings[0].tier")
            List<String> attributes,

            @Doc("Why it is right") String reason,

            @Doc("Last day on which it counts")
            @Form(regex = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])", words = "a day such as 2026-12-01")
            Optional<String> until) {

        private boolean covers(Attribute attribute) {
            String path = attribute.path().toString();
            return attributes.stream()
                    .anyMatch(ignored ->
                            path.equals(ignored) || path.startsWith(ignored + ".") || path.startsWith(ignored + "["));
        }
    }

    /** Reads the file of an environments folder, if there is one; an entry that no longer counts is a warning. */
    static DriftFile read(Path environmentsFolder, LocalDate today, Problems problems) {
        Path file = environmentsFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return new DriftFile(List.of());
        }
        return YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(Content.class, root, problems))
                .map(reading -> new DriftFile(counting(reading.value().ignore(), reading.sources(), today, problems)))
                .orElseGet(() -> new DriftFile(List.of()));
    }

    private static List<Ignored> counting(List<Ignored> all, SourceMap sources, LocalDate today, Problems problems) {
        for (int i = 0; i < all.size(); i++) {
            ConfigPath path = ConfigPath.of("ignore").item(i);
            Place place = sources.place(path);
            if (!counts(all.get(i), today)) {
                String until = all.get(i).until().orElseThrow();
                String message = "counted until " + until + ", and does not any more";
                problems.add(new Problem(Severity.WARNING, place, path.toString(), message, RULE, Optional.empty()));
            }
        }
        return all.stream().filter(ignored -> counts(ignored, today)).toList();
    }

    private static boolean counts(Ignored ignored, LocalDate today) {
        return ignored.until()
                .filter(until -> LocalDate.parse(until).isBefore(today))
                .isEmpty();
    }

    /** Whether nobody need be told of a change. */
    boolean ignores(Change change) {
        return change.action() == Action.UPDATE
                && change.attributes().stream().allMatch(attribute -> ignored.stream()
                        .filter(entry -> entry.address().equals(change.address()))
                        .anyMatch(entry -> entry.covers(attribute)));
    }
}
