package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Key;
import dev.kfstack.schema.Keys;
import java.util.List;
import java.util.Map;

/** {@code environments/moves.yaml}: what becomes of Terraform addresses that change or disappear. */
public record Moves(
        @Doc("By stack, such as kf-test-cluster") Map<String, StackMoves> stacks) {

    /** Nothing moves. */
    public static final Moves NONE = new Moves(Map.of());

    /** Of one stack; an entry may stay after it was applied. */
    public record StackMoves(
            @Doc("Renamed resources, old address to new one")
            @Keys(regex = ADDRESS, words = ADDRESS_WORDS)
            @Form(regex = ADDRESS, words = ADDRESS_WORDS)
            Map<String, String> moved,

            @Doc("Addresses that Terraform forgets while the resource lives on")
            @Form(regex = ADDRESS, words = ADDRESS_WORDS)
            List<String> removed,

            @Doc("Addresses whose resources are meant to be destroyed") @Form(regex = ADDRESS, words = ADDRESS_WORDS)
            List<String> destroy,

            @Doc("Existing resources that Terraform takes over, address to id")
            @Key("import")
            @Keys(regex = ADDRESS, words = ADDRESS_WORDS)
            Map<String, String> imports) {}

    static final String ADDRESS = "[a-z][a-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_-]*";
    static final String ADDRESS_WORDS = "a Terraform address such as google_container_node_pool.gpu";
}
