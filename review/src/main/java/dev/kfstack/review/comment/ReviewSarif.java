package dev.kfstack.review.comment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Problem;
import dev.kfstack.review.guard.Guard;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stops a review, for the code scanning of a forge.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class ReviewSarif {

    private ReviewSarif() {}

    /** One document, with a last line end: every open finding of a guard, and every problem. */
    public static String of(Review review, Origins origins) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "kfstack");
        ArrayNode rules = driver.putArray("rules");
        for (Guard guard : Guard.values()) {
            rules.addObject()
                    .put("id", guard.id())
                    .putObject("shortDescription")
                    .put("text", guard.says());
        }
        ArrayNode results = run.putArray("results");
        Stream<Problem> findings = review.environments().stream()
                .flatMap(environment -> environment.open().stream())
                .map(finding -> FindingProblem.of(finding, origins));
        List<Problem> all = Stream.concat(findings, review.problems().stream()).toList();
        all.forEach(problem -> result(problem, results.addObject()));
        return ReviewJson.write(root);
    }

    private static void result(Problem problem, ObjectNode result) {
        result.put("ruleId", problem.rule());
        result.put("level", problem.severity().word());
        String subject = problem.path().isEmpty() ? "" : problem.path() + ": ";
        String hint = problem.hint().map(text -> ". " + text).orElse("");
        result.putObject("message").put("text", subject + problem.message() + hint);
        ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
        location.putObject("artifactLocation").put("uri", problem.place().file().replace('\\', '/'));
        location.putObject("region")
                .put("startLine", problem.place().line())
                .put("startColumn", problem.place().column());
    }
}
