package dev.kfstack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.stacks.Provenance.Found;
import dev.kfstack.validation.RuleEntry;
import java.nio.file.Path;
import java.util.List;

/**
 * The same for programs: {@code {"rule", "says", "why", "source", "refused", "messages", "accepted", "check"}}, or
 * {@code {"resources": [{address, environment, stack, path, file, line, construct}]}}.
 */
final class ExplainJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExplainJson() {}

    static String render(RuleEntry entry) {
        return text(MAPPER.createObjectNode()
                .put("rule", entry.rule().id())
                .put("says", entry.rule().says())
                .put("why", entry.why())
                .put("source", entry.link())
                .put("refused", entry.refused())
                .put("messages", entry.messages())
                .put("accepted", entry.accepted())
                .put("check", entry.check()));
    }

    static String render(RuleRow row) {
        return text(MAPPER.createObjectNode()
                .put("rule", row.id())
                .put("says", row.verb() + ": " + row.says())
                .put("source", row.page()));
    }

    static String render(List<Found> resources, Path environments) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("resources");
        for (Found found : resources) {
            list.addObject()
                    .put("address", found.address())
                    .put("environment", found.environment())
                    .put("stack", found.stack())
                    .put("path", found.origin().path())
                    .put("file", environments.resolve(found.origin().file()).toString())
                    .put("line", found.origin().line())
                    .put("construct", found.origin().construct());
        }
        return text(root);
    }

    private static String text(ObjectNode root) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
