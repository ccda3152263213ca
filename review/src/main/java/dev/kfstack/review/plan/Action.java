package dev.kfstack.review.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a plan does with an object. */
public enum Action {
    NO_OP("stays", "no-op"),
    READ("read", "read"),
    CREATE("create", "create"),
    UPDATE("update", "update"),
    DELETE("destroy", "delete"),
    DELETE_THEN_CREATE("replace", "delete,create"),
    CREATE_THEN_DELETE("replace", "create,delete"),
    FORGET("forget", "forget"),
    /** A replacement that leaves the old object where it is, without a state. */
    CREATE_THEN_FORGET("replace, forget the old", "create,forget");

    private final String word;
    private final String actions;

    Action(String word, String actions) {
        this.word = word;
        this.actions = actions;
    }

    /** The action that terraform writes as this list; empty when this version does not know it. */
    static Optional<Action> of(List<String> actions) {
        return Arrays.stream(values())
                .filter(action -> action.actions.equals(String.join(",", actions)))
                .findFirst();
    }

    /** Whether an object of this kind ceases to exist. */
    public boolean destroys() {
        return actions.contains("delete");
    }

    /** Whether an object comes into being. */
    public boolean creates() {
        return actions.contains("create");
    }

    /** Whether the object is another one afterwards. */
    public boolean replaces() {
        return actions.indexOf(',') > 0;
    }

    /** Whether Terraform loses sight of an object that lives on. */
    public boolean forgets() {
        return actions.contains("forget");
    }

    /** One word for tables. */
    public String word() {
        return word;
    }
}
