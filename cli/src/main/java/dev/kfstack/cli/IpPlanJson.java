package dev.kfstack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The address plan for programs: {@code {"ranges": [{network, cidr, use, environments, capacity, needed?, percent?}]}}. */
final class IpPlanJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private IpPlanJson() {}

    static String render(List<NetworkRange> ranges) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("ranges");
        for (NetworkRange range : ranges) {
            ObjectNode node = list.addObject()
                    .put("network", range.network())
                    .put("cidr", range.use().range().cidr().toString())
                    .put("use", range.use().range().use());
            range.environments().forEach(node.withArray("/environments")::add);
            node.put("capacity", range.use().capacity());
            range.use().needed().ifPresent(needed -> node.put("needed", needed));
            range.use().percent().ifPresent(percent -> node.put("percent", percent));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
