package dev.kfstack.review.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.kfstack.problem.IoFailure;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.plan.PlanParser.UnreadablePlanException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The plans that are reviewed together. No value in them is secret: what any of them marks as sensitive is replaced by
 * {@value Redaction#MARK} in all of them, wherever it occurs, since one stack's secret is often another's plain value.
 *
 * @param stacks by environment, and in the order in which they are applied
 * @param redaction takes the same secrets out of other texts
 */
public record Plans(List<StackPlan> stacks, Redaction redaction) {

    /** No plan of a platform comes near it, and less than the memory that a runner has. */
    static final long LARGEST = 256L << 20;

    /** The rule of all problems with a file: its lines must not be shown, for they may hold a secret. */
    public static final String RULE = "plan-file";

    private static final String WRITE_ONE = "terraform show -json PLANFILE writes one";

    public Plans {
        stacks = List.copyOf(stacks);
    }

    /**
     * Reads plans. What cannot be read is left out, with a problem.
     *
     * @param paths files as {@code terraform show -json} writes them, named {@code STACK.plan.json}; or folders of such
     */
    public static Plans read(List<Path> paths, Problems problems) {
        Secrets secrets = new Secrets();
        List<StackPlan> raw = new ArrayList<>();
        files(paths, problems).forEach(file -> read(file, secrets, problems)
                .map(plan -> {
                    String stack = StackPlan.stackOf(file);
                    return new StackPlan(StackPlan.environmentOf(stack), stack, plan);
                })
                .ifPresent(raw::add));
        Redaction redaction = secrets.redaction();
        return new Plans(
                raw.stream()
                        .map(stack -> new StackPlan(
                                stack.environment(), stack.stack(), stack.plan().redacted(redaction)))
                        .sorted(Comparator.comparing(StackPlan::environment).thenComparing(StackPlan::order))
                        .toList(),
                redaction);
    }

    private static List<Path> files(List<Path> paths, Problems problems) {
        Map<String, Path> byStack = new TreeMap<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inFolder(path, problems) : List.of(path)) {
                Path first = byStack.putIfAbsent(StackPlan.stackOf(file), file);
                if (first != null && !first.equals(file)) {
                    error(file, "is of the same stack as " + first, "name each plan STACK.plan.json", problems);
                }
            }
        }
        return List.copyOf(byStack.values());
    }

    private static List<Path> inFolder(Path folder, Problems problems) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> plans = files.filter(
                            file -> file.getFileName().toString().endsWith(".plan.json"))
                    .sorted()
                    .toList();
            if (plans.isEmpty()) {
                error(
                        folder,
                        "holds no file named STACK.plan.json",
                        "kfstack plan ENV --out DIR writes them",
                        problems);
            }
            return plans;
        } catch (IOException e) {
            error(folder, "cannot be read: " + IoFailure.reason(e), "", problems);
            return List.of();
        }
    }

    private static Optional<Plan> read(Path file, Secrets secrets, Problems problems) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                error(file, "is larger than " + (LARGEST >> 20) + " MiB, got " + (size >> 20) + " MiB", "", problems);
                return Optional.empty();
            }
            try (InputStream json = new BufferedInputStream(Files.newInputStream(file))) {
                json.mark(2);
                boolean zip = json.read() == 'P' && json.read() == 'K';
                json.reset();
                if (zip) {
                    error(file, "is a binary plan", "write it as JSON: terraform show -json PLANFILE", problems);
                    return Optional.empty();
                }
                Secrets own = new Secrets();
                Plan plan = PlanParser.parse(json, own).digested(own.redaction());
                secrets.addAll(own);
                return Optional.of(plan);
            }
        } catch (UnreadablePlanException e) {
            error(file, String.valueOf(e.getMessage()), e.hint(), problems);
        } catch (JsonProcessingException e) {
            notJson(file, e, problems);
        } catch (NoSuchFileException e) {
            error(file, "there is no such file", "kfstack plan ENV --out DIR writes plans", problems);
        } catch (IOException e) {
            error(file, "cannot be read: " + IoFailure.reason(e), "", problems);
        }
        return Optional.empty();
    }

    private static void notJson(Path file, JsonProcessingException e, Problems problems) {
        JsonLocation location = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
        Place place =
                new Place(file.toString(), Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        if (e instanceof StreamConstraintsException) {
            problems.error(place, "", "is nested deeper or holds longer values than any plan", RULE);
        } else if (e instanceof JsonEOFException) {
            problems.error(place, "", "ends in the middle of the plan", RULE, "write it again: the disk may be full");
        } else {
            problems.error(place, "", "is not the JSON of a plan", RULE, WRITE_ONE);
        }
    }

    private static void error(Path file, String message, String hint, Problems problems) {
        Place place = new Place(file.toString(), 1, 1);
        if (hint.isEmpty()) {
            problems.error(place, "", message, RULE);
        } else {
            problems.error(place, "", message, RULE, hint);
        }
    }
}
