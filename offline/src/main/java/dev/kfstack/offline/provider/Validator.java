package dev.kfstack.offline.provider;

import dev.kfstack.offline.schema.Behaviour;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges a configuration by a behaviour table, in the words of the real providers. What is unknown is not judged. */
final class Validator {

    private final Behaviour behaviour;
    private final Value.Fields config;
    private final List<Problem> problems;
    private final TreeSet<String> judgedGroups = new TreeSet<>();

    Validator(Behaviour behaviour, Value.Fields config, List<Problem> problems) {
        this.behaviour = behaviour;
        this.config = config;
        this.problems = problems;
    }

    void validate(Block block) {
        block(block, Planner.Place.ROOT, config);
    }

    private void block(Block block, Planner.Place at, Value.Fields written) {
        for (Map.Entry<String, Block.Attribute> entry : block.attributes().entrySet()) {
            Planner.Place here = at.child(entry.getKey());
            Value value = written.get(entry.getKey());
            if (!value.isNull() && !entry.getValue().settable()) {
                problems.add(Problem.error(
                        here.path(),
                        "Value for unconfigurable attribute",
                        "Can't configure a value for \"" + here.path()
                                + "\": its value will be decided automatically based "
                                + "on the result of applying this configuration."));
            }
            Behaviour.Rules rules = behaviour.at(here.rule());
            count(rules, here.path(), value);
            single(rules, here.path(), value);
            among(rules, here.path(), value);
        }
        for (Map.Entry<String, Block.Nested> entry : block.blocks().entrySet()) {
            Planner.Place here = at.child(entry.getKey());
            Value value = written.get(entry.getKey());
            among(behaviour.at(here.rule()), here.path(), value);
            if (value instanceof Value.Fields fields) {
                block(entry.getValue().block(), here, fields);
            }
            List<Value> elements = value.elements();
            for (int i = 0; i < elements.size(); i++) {
                if (elements.get(i) instanceof Value.Fields fields) {
                    block(entry.getValue().block(), here.element(i), fields);
                }
            }
        }
    }

    private void count(Behaviour.Rules rules, String path, Value value) {
        int size = value.elements().size();
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (value instanceof Value.Sequence && size < rules.minItems()) {
            problems.add(Problem.error(
                    path,
                    "Not enough list items",
                    "Attribute " + name + " requires " + rules.minItems() + " item minimum, but config has only " + size
                            + " declared."));
        }
        if (rules.maxItems() > 0 && size > rules.maxItems()) {
            problems.add(Problem.error(
                    path,
                    "Too many list items",
                    "Attribute " + name + " supports " + rules.maxItems() + " item maximum, but config has " + size
                            + " declared."));
        }
    }

    private void single(Behaviour.Rules rules, String path, Value value) {
        List<Value> elements = value.elements();
        for (int i = 0; i < elements.size(); i++) {
            single(rules, path + "." + i, elements.get(i));
        }
        if (value.isNull() || value.isUnknown() || value instanceof Value.Sequence || value instanceof Value.Fields) {
            return;
        }
        String text = value.text();
        if (!rules.allowed().isEmpty() && !text.isEmpty() && !rules.allowed().contains(text)) {
            problems.add(Problem.error(
                    path, "expected " + path + " to be one of " + quoted(rules.allowed()) + ", got " + text, ""));
        }
        Check.message(rules.check(), path, value).ifPresent(message -> problems.add(Problem.error(path, message, "")));
    }

    private void among(Behaviour.Rules rules, String path, Value value) {
        boolean present = present(value);
        for (String other : rules.conflictsWith()) {
            if (present
                    && !value.isUnknown()
                    && present(config.at(other))
                    && !config.at(other).isUnknown()) {
                problems.add(Problem.error(
                        path, "Conflicting configuration arguments", "\"" + path + "\": conflicts with " + other));
            }
        }
        if (present
                && judged(rules.requiredWith())
                && !rules.requiredWith().stream().allMatch(o -> present(config.at(o)))) {
            String all = String.join(",", new TreeSet<>(with(rules.requiredWith(), path)));
            problems.add(Problem.error(
                    path, "Missing required argument", "\"" + path + "\": all of `" + all + "` must be specified"));
        }
        exactlyOne(rules.exactlyOneOf(), path);
        List<String> any = rules.atLeastOneOf();
        if (first("any ", any) && judged(any) && any.stream().noneMatch(o -> present(config.at(o)))) {
            problems.add(Problem.error(
                    path,
                    "Missing required argument",
                    "\"" + path + "\": one of `" + String.join(",", any) + "` must be specified"));
        }
    }

    private void exactlyOne(List<String> group, String path) {
        if (!first("one ", group)) {
            return;
        }
        String all = String.join(",", group);
        List<String> given = group.stream()
                .filter(other -> present(config.at(other)) && !config.at(other).isUnknown())
                .toList();
        if (given.isEmpty() && judged(group)) {
            problems.add(Problem.error(
                    path,
                    "Invalid combination of arguments",
                    "\"" + path + "\": one of `" + all + "` must be specified"));
        } else if (given.size() > 1) {
            problems.add(Problem.error(
                    path,
                    "Invalid combination of arguments",
                    "\"" + path + "\": only one of `" + all + "` can be specified, but `" + String.join(",", given)
                            + "` were specified."));
        }
    }

    /** A group of attributes is judged once, not for each of them. */
    private boolean first(String kind, List<String> group) {
        return !group.isEmpty() && judgedGroups.add(kind + String.join(",", group));
    }

    private boolean judged(List<String> group) {
        return group.stream().noneMatch(other -> config.at(other).isUnknown());
    }

    private static boolean present(Value value) {
        return !value.isNull()
                && !(value instanceof Value.Sequence sequence
                        && sequence.elements().isEmpty());
    }

    private static List<String> with(List<String> group, String path) {
        TreeSet<String> all = new TreeSet<>(group);
        all.add(path);
        return List.copyOf(all);
    }

    private static String quoted(List<String> values) {
        return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(" ", "[", "]"));
    }
}
