package dev.kfstack.offline.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.offline.google.GoogleCloud;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.value.JsonCodec;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A resource of the reference configurations, asked of the provider without terraform; references stay text. */
final class ReferenceResource {

    static final Value PROVIDER = Value.fields(Map.of(
            "project", Value.of("kf-test-svc"),
            "region", Value.of("europe-west1"),
            "default_labels", Value.fields(Map.of("managed-by", Value.of("kfstack")))));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GoogleCloud CLOUD = new GoogleCloud();

    private final World world = World.scratch();
    private final Provider provider = new Provider(CLOUD, world);
    private final String type;
    private final ObjectNode written;
    private final List<String> ignoredChanges = new ArrayList<>();

    ReferenceResource(String stack, String address) {
        this.type = address.substring(0, address.indexOf('.'));
        try {
            JsonNode file = JSON.readTree(
                    Requirement.shared("reference/" + stack + ".tf.json").toFile());
            JsonNode resource = file.path("resource").path(type).path(address.substring(address.indexOf('.') + 1));
            this.written = resource.deepCopy();
            written.path("lifecycle").path("ignore_changes").forEach(path -> ignoredChanges.add(path.asText()));
            written.remove("lifecycle");
            written.remove("depends_on");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Provider provider() {
        return provider;
    }

    String type() {
        return type;
    }

    /** The state after it was created as it is written, in what it is part of. */
    Value create() throws Refusal {
        Change change = provider.plan(type, Value.Absent.NULL, config(), PROVIDER);
        putParents(change.planned());
        return provider.apply(type, Value.Absent.NULL, change.planned(), PROVIDER, () -> false);
    }

    private void putParents(Value.Fields planned) {
        String project = "projects/" + planned.get("project").text();
        String cluster = project + "/locations/" + planned.get("location").text() + "/clusters/"
                + planned.get("cluster").text();
        String instance = project + "/instances/" + planned.get("instance").text();
        world.put(new Identity("google_container_cluster", cluster), Value.fields(Map.of()));
        world.put(new Identity("google_sql_database_instance", instance), Value.fields(Map.of()));
    }

    /** Terraform gives the provider what the state has, where changes are to be ignored. */
    Change plan(Value prior) {
        Value.Fields config = config();
        if (!prior.isNull()) {
            for (String path : ignoredChanges) {
                config = (Value.Fields) ignoring(config, prior, List.of(path.split("[\\[\\].]+", -1)));
            }
        }
        return provider.plan(type, prior, config, PROVIDER);
    }

    private static Value ignoring(Value config, Value prior, List<String> path) {
        if (path.isEmpty()) {
            return prior;
        }
        String step = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (config instanceof Value.Fields fields) {
            return fields.with(step, ignoring(fields.get(step), prior.at(step), rest));
        }
        int index = Integer.parseInt(step);
        List<Value> elements = new ArrayList<>(config.elements());
        elements.set(index, ignoring(elements.get(index), prior.elements().get(index), rest));
        return Value.list(elements);
    }

    Value.Fields config() {
        return block(block(), written);
    }

    /** A configuration of this resource alone, for terraform, with text in place of references. */
    String configuration() {
        ObjectNode configuration = JSON.createObjectNode();
        configuration.putObject("resource").putObject(type).set("wrong", written);
        return configuration.toString().replaceAll("\\$\\{[^}]*}", "reference");
    }

    /** One edit: {@code a.b = JSON}, or {@code a.b -} to remove it. */
    ReferenceResource edit(String edit) {
        try {
            boolean removes = edit.endsWith(" -");
            String path = removes ? edit.substring(0, edit.length() - 2) : edit.substring(0, edit.indexOf(" = "));
            JsonNode at = written;
            String[] steps = path.split("\\.", -1);
            for (int i = 0; i < steps.length - 1; i++) {
                JsonNode next = at.isArray() ? at.path(Integer.parseInt(steps[i])) : at.path(steps[i]);
                at = next.isMissingNode() ? ((ObjectNode) at).putObject(steps[i]) : next;
            }
            String last = steps[steps.length - 1];
            if (removes && !at.has(last)) {
                throw new IllegalArgumentException(path + " is not written");
            } else if (removes) {
                ((ObjectNode) at).remove(last);
            } else {
                ((ObjectNode) at).set(last, JSON.readTree(edit.substring(edit.indexOf(" = ") + 3)));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What terraform asks to validate: references are not known yet. */
    Value.Fields unresolved() {
        return (Value.Fields) unresolved(config());
    }

    private static Value unresolved(Value value) {
        if (value instanceof Value.Fields fields) {
            TreeMap<String, Value> entries = new TreeMap<>();
            fields.entries().forEach((name, inner) -> entries.put(name, unresolved(inner)));
            return new Value.Fields(entries);
        }
        if (value instanceof Value.Sequence sequence) {
            return Value.list(sequence.elements().stream()
                    .map(ReferenceResource::unresolved)
                    .toList());
        }
        return value.text().contains("${") ? Value.Absent.UNKNOWN : value;
    }

    private Block block() {
        return CLOUD.schema().resources().get(type).block();
    }

    /** Terraform reads a lone block where a list of blocks is meant. */
    private static Value.Fields block(Block block, JsonNode json) {
        Value.Fields config = block.conform((Value.Fields) JsonCodec.decode(onlyAttributes(block, json)));
        for (Map.Entry<String, Block.Nested> entry : block.blocks().entrySet()) {
            JsonNode inner = json.path(entry.getKey());
            Block.Nested nested = entry.getValue();
            if (inner.isObject()) {
                Value content = block(nested.block(), inner);
                config = config.with(
                        entry.getKey(), nested.nesting() == Block.Nesting.SINGLE ? content : Value.list(content));
            } else if (inner.isArray()) {
                List<Value> all = new ArrayList<>();
                inner.forEach(element -> all.add(block(nested.block(), element)));
                config = config.with(entry.getKey(), Value.list(all));
            }
        }
        return config;
    }

    private static ObjectNode onlyAttributes(Block block, JsonNode json) {
        ObjectNode attributes = json.deepCopy();
        attributes.remove(block.blocks().keySet());
        return attributes;
    }
}
