package dev.kfstack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import java.util.List;
import java.util.Optional;

/** Problems for programs: {@code {"problems": [{severity, file, line, column, path, message, rule, hint?}]}}. */
final class ProblemJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ProblemJson() {}

    /** Adds what {@link #render} printed, here or in another version; false when it is not that. */
    static boolean read(String json, Problems problems) {
        try {
            JsonNode list = MAPPER.readTree(json).path("problems");
            list.forEach(problem -> problems.add(read(problem)));
            return list.isArray();
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }

    private static Problem read(JsonNode problem) {
        return new Problem(
                problem.path("severity").asText().equals(Severity.ERROR.word()) ? Severity.ERROR : Severity.WARNING,
                new Place(
                        problem.path("file").asText(),
                        problem.path("line").asInt(),
                        problem.path("column").asInt()),
                problem.path("path").asText(),
                problem.path("message").asText(),
                problem.path("rule").asText(),
                Optional.ofNullable(problem.path("hint").textValue()));
    }

    static String render(List<Problem> problems) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode node = list.addObject()
                    .put("severity", problem.severity().word())
                    .put("file", problem.place().file())
                    .put("line", problem.place().line())
                    .put("column", problem.place().column())
                    .put("path", problem.path())
                    .put("message", problem.message())
                    .put("rule", problem.rule());
            problem.hint().ifPresent(hint -> node.put("hint", hint));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
