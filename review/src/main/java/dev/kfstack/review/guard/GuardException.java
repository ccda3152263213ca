package dev.kfstack.review.guard;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.Optional;

/** One thing that a guard lets pass, once. */
public record GuardException(
        @Doc("Id of the guard, as its finding ends with it") String guard,
        @Doc("Stack whose plan it is") String stack,

        @Doc("Address of the object; none for deletion-limit")
        Optional<String> address,

        @Doc("Why it is right this time") String reason,
        @Doc("Who answers for it") String owner,

        @Doc("Last day on which it counts")
        @Form(regex = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])", words = "a day such as 2026-12-01")
        String expires,

        @Doc("Digest of the plan that it was given for") @Form(regex = "[0-9a-f]{64}", words = "64 hexadecimal digits")
        String digest) {

    boolean isFor(Finding finding) {
        return guard.equals(finding.guard().id())
                && stack.equals(finding.stack())
                && address.orElse("").equals(finding.address());
    }
}
