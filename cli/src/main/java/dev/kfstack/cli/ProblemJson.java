package dev.kfstack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Problem;
import java.util.List;

/** Problems for programs: {@code {"problems": [{severity, file, line, column, path, message, rule, hint?}]}}. */
final class ProblemJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ProblemJson() {}

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
