package dev.kfstack.review.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.review.plan.Change.Mode;
import dev.kfstack.review.plan.Plan.Deferred;
import dev.kfstack.review.plan.Plan.Drift;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON of one plan as it streams by: of the parts that are large (states, planned values, configuration) nothing
 * is held but the secrets in them. Values are as they are in the file until they are redacted.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">Terraform's JSON output format</a>
 */
final class PlanParser {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Secrets secrets;
    private String format = "";
    private boolean state;
    private String version = "";
    private JsonNode variables = MissingNode.getInstance();
    private JsonNode variablesInConfiguration = MissingNode.getInstance();
    private JsonNode relevant = MissingNode.getInstance();
    private final List<Change> changes = new ArrayList<>();
    private int unchanged;
    private final List<Change> drift = new ArrayList<>();
    private final List<Deferred> deferred = new ArrayList<>();
    private final List<String> invocations = new ArrayList<>();
    private final List<OutputChange> outputs = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private Optional<Boolean> applyable = Optional.empty();
    private Optional<Boolean> complete = Optional.empty();
    private boolean errored;

    private PlanParser(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What is written is JSON, but no plan that this version can read. */
    static final class UnreadablePlanException extends IOException {
        private final String hint;

        UnreadablePlanException(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }

    /**
     * Reads a plan and adds its secrets to {@code secrets}.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON, or ends too early
     * @throws UnreadablePlanException when it is no plan, or one of a later format
     */
    static Plan parse(InputStream json, Secrets secrets) throws IOException {
        PlanParser plan = new PlanParser(secrets);
        try (JsonParser parser = new JsonFactory(JSON).createParser(json)) {
            plan.read(parser);
        }
        return plan.plan();
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAPlan();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            part(key, parser);
        }
        if (parser.nextToken() != null) {
            throw new UnreadablePlanException("holds more than one JSON document", "give each plan a file of its own");
        }
    }

    private void part(String key, JsonParser parser) throws IOException {
        switch (key) {
            case "format_version" -> format = format(parser.getText());
            case "terraform_version" -> version = parser.getText();
            case "applyable" -> applyable = Optional.of(parser.getBooleanValue());
            case "complete" -> complete = Optional.of(parser.getBooleanValue());
            case "errored" -> errored = parser.getBooleanValue();
            case "variables" -> variables = tree(parser);
            case "resource_changes" -> each(parser, this::resourceChange);
            case "resource_drift" -> each(parser, item -> drift.add(change(item)));
            case "deferred_changes" -> each(parser, this::deferredChange);
            case "action_invocations" -> each(parser, this::invocation);
            case "output_changes" -> tree(parser).properties().forEach(this::outputChange);
            case "checks" -> each(parser, this::check);
            case "relevant_attributes" -> relevant = tree(parser);
            case "planned_values", "prior_state" -> state(parser);
            case "configuration" -> configuration(parser);
            case "values" -> {
                state = true;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private static String format(String version) throws UnreadablePlanException {
        if (!version.matches("1\\.\\d+")) {
            throw new UnreadablePlanException(
                    "format_version must be 1.x, got " + version,
                    "a newer kfstack may read what newer terraform writes");
        }
        return version;
    }

    /** What may be done with an element of an array. */
    private interface Element {
        void read(JsonNode element) throws IOException;
    }

    private static void each(JsonParser parser, Element element) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new UnreadablePlanException(parser.currentName() + " must be a list", HINT);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(tree(parser));
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        JsonNode tree = JSON.readTree(parser);
        return tree == null ? MissingNode.getInstance() : tree;
    }

    private void resourceChange(JsonNode resource) throws IOException {
        Change change = change(resource);
        if (change.isTrivial()) {
            unchanged += change.mode() == Mode.MANAGED ? 1 : 0;
        } else {
            changes.add(change);
        }
    }

    private void deferredChange(JsonNode item) throws IOException {
        deferred.add(new Deferred(
                change(item.path("resource_change")), item.path("reason").asText("unknown")));
    }

    private void invocation(JsonNode item) {
        invocations.add(item.path("address").asText());
    }

    private Change change(JsonNode resource) throws IOException {
        JsonNode change = resource.path("change");
        secrets.add(change.path("before"), change.path("before_sensitive"));
        secrets.add(change.path("after"), change.path("after_sensitive"));
        String address = text(resource, "address");
        Action action = action(address, change);
        return new Change(
                address,
                optional(resource, "previous_address").filter(previous -> !previous.equals(address)),
                resource.path("mode").asText().equals("data") ? Mode.DATA : Mode.MANAGED,
                text(resource, "type"),
                resource.path("name").asText(),
                optional(resource, "deposed"),
                action,
                optional(resource, "action_reason"),
                change.has("importing")
                        ? Optional.of(change.path("importing").path("id").asText())
                        : Optional.empty(),
                replacePaths(change),
                action == Action.NO_OP || action == Action.READ ? List.of() : AttributeChanges.in(change),
                action.destroys() || action.forgets() ? AttributeChanges.before(change) : List.of());
    }

    private static Action action(String address, JsonNode change) throws UnreadablePlanException {
        List<String> actions = new ArrayList<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        return Action.of(actions)
                .orElseThrow(() -> new UnreadablePlanException(
                        address + " has the actions " + actions + ", which are not known here",
                        "a newer kfstack may read what newer terraform writes"));
    }

    private static List<ConfigPath> replacePaths(JsonNode change) {
        List<ConfigPath> paths = new ArrayList<>();
        for (JsonNode steps : change.path("replace_paths")) {
            ConfigPath path = ConfigPath.ROOT;
            for (JsonNode step : steps) {
                path = step.isInt() ? path.item(step.intValue()) : path.key(step.asText());
            }
            paths.add(path);
        }
        return paths;
    }

    private void outputChange(Map.Entry<String, JsonNode> output) {
        JsonNode change = output.getValue();
        secrets.add(change.path("before"), change.path("before_sensitive"));
        secrets.add(change.path("after"), change.path("after_sensitive"));
        List<String> actions = new ArrayList<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        Action action = Action.of(actions).orElse(Action.UPDATE);
        if (action != Action.NO_OP) {
            outputs.add(new OutputChange(output.getKey(), action, AttributeChanges.in(change)));
        }
    }

    private void check(JsonNode check) {
        String status = check.path("status").asText();
        if (status.equals("pass")) {
            return;
        }
        List<String> messages = new ArrayList<>();
        for (JsonNode instance : check.path("instances")) {
            instance.path("problems")
                    .forEach(problem -> messages.add(problem.path("message").asText()));
        }
        Check.Status known = status.equals("fail") || status.equals("error")
                ? Check.Status.valueOf(status.toUpperCase(Locale.ROOT))
                : Check.Status.UNKNOWN;
        checks.add(new Check(check.path("address").path("to_display").asText(), known, messages));
    }

    /** Modules, and in them resources and outputs, each of which is seen and let go. */
    private void state(JsonParser parser) throws IOException {
        int depth = 0;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME && parser.currentName().equals("resources")) {
                parser.nextToken();
                each(parser, resource -> secrets.add(resource.path("values"), resource.path("sensitive_values")));
            } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("outputs")) {
                parser.nextToken();
                tree(parser).forEach(output -> secrets.add(output.path("value"), output.path("sensitive")));
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Of the configuration only which variables are sensitive. */
    private void configuration(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean root = parser.currentName().equals("root_module");
            if (parser.nextToken() != JsonToken.START_OBJECT || !root) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("variables");
                parser.nextToken();
                if (wanted) {
                    variablesInConfiguration = tree(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private Plan plan() throws UnreadablePlanException {
        if (format.isEmpty() || state) {
            throw notAPlan();
        }
        variables
                .properties()
                .forEach(variable -> secrets.add(
                        variable.getValue().path("value"),
                        variablesInConfiguration.path(variable.getKey()).path("sensitive")));
        return new Plan(
                version,
                changes,
                unchanged,
                drift.stream()
                        .map(change -> new Drift(change, RelevantAttributes.touch(relevant, change)))
                        .toList(),
                deferred,
                invocations,
                outputs,
                checks,
                applyable,
                complete,
                errored,
                "");
    }

    private static final String HINT = "terraform show -json PLANFILE writes one";

    private UnreadablePlanException notAPlan() {
        return new UnreadablePlanException(
                state ? "holds a state, not a plan" : "holds no terraform plan: it has no format_version", HINT);
    }

    private static String text(JsonNode node, String key) throws UnreadablePlanException {
        if (!node.path(key).isTextual()) {
            throw new UnreadablePlanException("a resource has no " + key, HINT);
        }
        return node.path(key).textValue();
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return node.path(key).isTextual() ? Optional.of(node.path(key).textValue()) : Optional.empty();
    }
}
