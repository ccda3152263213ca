package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.Optional;

/** What exists only after an apply, as {@code NAME.facts.yaml} holds it beside the environment: ids, nothing secret. */
public record Facts(
        @Doc(
                "Numeric id of the backend service that GKE made for the Gateway, quoted: part of the audience of IAP's tokens")
        @Form(regex = "[0-9]{1,20}", words = "the numeric id of a backend service, in quotes")
        Optional<String> iapBackendService) {

    /** Before the first apply. */
    public static final Facts NONE = new Facts(Optional.empty());
}
