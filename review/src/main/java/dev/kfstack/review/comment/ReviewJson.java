package dev.kfstack.review.comment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Problem;
import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Counts;
import java.util.Locale;

/** A review for programs, whole: nothing is left out, and no value is secret. */
public final class ReviewJson {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReviewJson() {}

    /** One document, with a last line end. */
    public static String of(Review review) {
        ObjectNode root = JSON.createObjectNode();
        root.put("view", review.view().name().toLowerCase(Locale.ROOT));
        root.put("commit", review.commit());
        root.put("passes", review.passes());
        ArrayNode environments = root.putArray("environments");
        review.environments().forEach(environment -> environment(environment, environments.addObject()));
        ObjectNode digests = root.putObject("digests");
        review.marker().digests().forEach(digests::put);
        ArrayNode problems = root.putArray("problems");
        for (Problem problem : review.problems()) {
            ObjectNode node = problems.addObject()
                    .put("severity", problem.severity().word())
                    .put("file", problem.place().file())
                    .put("line", problem.place().line())
                    .put("column", problem.place().column())
                    .put("path", problem.path())
                    .put("message", problem.message())
                    .put("rule", problem.rule());
            problem.hint().ifPresent(hint -> node.put("hint", hint));
        }
        return write(root);
    }

    private static void environment(EnvironmentReview environment, ObjectNode node) {
        node.put("name", environment.name());
        node.put("verdict", environment.verdict().name().toLowerCase(Locale.ROOT));
        Counts counts = environment.counts();
        node.putObject("counts")
                .put("add", counts.add())
                .put("change", counts.change())
                .put("destroy", counts.destroy())
                .put("import", counts.importing())
                .put("move", counts.moving())
                .put("forget", counts.forgetting());
        ArrayNode waiting = node.putArray("notPlanned");
        environment.notPlanned().forEach(stack -> waiting.addObject()
                .put("stack", stack.stack())
                .put("reason", stack.reason())
                .put("failed", stack.failed()));
        ArrayNode guards = node.putArray("guards");
        environment.open().forEach(finding -> finding(finding, guards.addObject())
                .put("excused", false));
        environment.excused().forEach(excused -> finding(excused.finding(), guards.addObject())
                .put("excused", true));
        ArrayNode renames = node.putArray("renames");
        environment.renames().forEach(rename -> renames.addObject()
                .put("stack", rename.stack())
                .put("from", rename.from())
                .put("to", rename.to()));
        ArrayNode changes = node.putArray("changes");
        environment.changes().forEach(change -> change(change, changes.addObject()));
        ArrayNode objects = node.putArray("objects");
        environment.objects().forEach(object -> object(object, objects.addObject()));
        node.put("notCompared", environment.overlay().notCompared());
    }

    private static void object(ObjectChange object, ObjectNode node) {
        node.put("kind", object.kind());
        node.put("name", object.name());
        node.put("action", object.action().name().toLowerCase(Locale.ROOT));
        node.put("losesData", object.losesData());
        ArrayNode attributes = node.putArray("attributes");
        object.attributes().forEach(attribute -> attribute(attribute, attributes.addObject()));
    }

    private static ObjectNode attribute(Attribute attribute, ObjectNode node) {
        return node.put("path", attribute.path().text())
                .put("before", attribute.before().toString())
                .put("after", attribute.after().toString());
    }

    private static ObjectNode finding(Finding finding, ObjectNode node) {
        return node.put("guard", finding.guard().id())
                .put("stack", finding.stack())
                .put("address", finding.address())
                .put("message", finding.message())
                .put("advice", finding.advice())
                .put("digest", finding.digest());
    }

    private static void change(InStack change, ObjectNode node) {
        node.put("stack", change.stack());
        node.put("address", change.change().address());
        node.put(
                "action",
                change.change().action().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        node.put("risk", change.risk().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        change.change().previousAddress().ifPresent(previous -> node.put("previousAddress", previous));
        change.change().reason().ifPresent(reason -> node.put("reason", reason));
        ArrayNode attributes = node.putArray("attributes");
        for (Attribute attribute : change.change().attributes()) {
            attribute(attribute, attributes.addObject())
                    .put("forcesReplacement", change.change().isReplacedBy(attribute.path()));
        }
    }

    static String write(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
