package dev.kfstack.review.plan;

import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of one object of a state.
 *
 * @param address unique in a state together with {@code deposed}
 * @param previousAddress where the state has it, when a move brings it here
 * @param deposed key of an object that a replacement left behind and that is still to be destroyed
 * @param reason terraform's {@code action_reason}, such as {@code delete_because_no_resource_config}; new ones may come
 * @param importId what the provider finds the object by, when it is imported
 * @param replacePaths attributes that cannot change in place; empty for a replacement that was asked for
 * @param attributes what differs, in the order of terraform; all of it for an object that comes or goes
 * @param had all that an object had which is destroyed or forgotten, also where another takes its place
 */
public record Change(
        String address,
        Optional<String> previousAddress,
        Mode mode,
        String type,
        String name,
        Optional<String> deposed,
        Action action,
        Optional<String> reason,
        Optional<String> importId,
        List<ConfigPath> replacePaths,
        List<Attribute> attributes,
        List<Attribute> had) {

    /** Attributes that the provider computes, and those that they are computed from; what follows is the label's name. */
    private static final Pattern COMPUTED =
            Pattern.compile("(effective_labels|terraform_labels|effective_annotations)");

    private static final Pattern GIVEN = Pattern.compile("((resource_|user_|effective_)?labels|annotations)");

    private static final Set<String> EMPTY = Set.of("", "[]", "{}");

    /** Who has the object. */
    public enum Mode {
        MANAGED,
        DATA
    }

    public Change {
        replacePaths = List.copyOf(replacePaths);
        attributes = List.copyOf(attributes);
        had = List.copyOf(had);
    }

    /** Whether terraform would not mention it: the object stays, where it is and as it is. */
    public boolean isTrivial() {
        return (action == Action.NO_OP && previousAddress.isEmpty() && importId.isEmpty())
                || (action == Action.DELETE && mode == Mode.DATA);
    }

    /** Whether this attribute, or something in it or around it, makes the object be replaced. */
    public boolean isReplacedBy(ConfigPath attribute) {
        return replacePaths.stream().anyMatch(path -> attribute.isWithin(path) || path.isWithin(attribute));
    }

    /**
     * What is worth showing: without {@code effective_labels} and the like where they say of a label only what the attribute
     * that they are computed from says; and of an object that comes or goes only what is known and not empty.
     */
    public List<Attribute> shown() {
        boolean whole = action == Action.CREATE || action == Action.DELETE;
        return attributes.stream()
                .filter(attribute -> !COMPUTED.matcher(attribute.path().text()).lookingAt() || !isRepeated(attribute))
                .filter(attribute -> !whole || says(attribute.before()) || says(attribute.after()))
                .toList();
    }

    private static boolean says(Value value) {
        return value.kind() == Value.Kind.SENSITIVE || (value.isKnown() && !EMPTY.contains(value.text()));
    }

    private boolean isRepeated(Attribute computed) {
        String key = COMPUTED.matcher(computed.path().text()).replaceFirst("");
        return attributes.stream()
                .anyMatch(attribute -> !attribute.equals(computed)
                        && attribute.before().equals(computed.before())
                        && attribute.after().equals(computed.after())
                        && !key.isEmpty()
                        && GIVEN.matcher(attribute.path().text())
                                .replaceFirst("")
                                .equals(key)
                        && GIVEN.matcher(attribute.path().text()).lookingAt());
    }

    Change redacted(Redaction redaction) {
        return new Change(
                redaction.address(address),
                previousAddress.map(redaction::address),
                mode,
                type,
                name,
                deposed,
                action,
                reason,
                importId.map(redaction::value),
                replacePaths.stream().map(redaction::path).toList(),
                attributes.stream()
                        .map(attribute -> attribute.redacted(redaction))
                        .toList(),
                had.stream().map(attribute -> attribute.redacted(redaction)).toList());
    }
}
