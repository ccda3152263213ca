package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.List;
import java.util.Map;

/** A Google service account, used through Workload Identity only: keys do not exist. Its name is its key. */
public record ServiceAccount(
        @Doc("Roles on the project") @Form(regex = ROLE, words = ROLE_WORDS)
        List<String> roles,

        @Doc("A role on each of these buckets of the environment") @Form(regex = ROLE, words = ROLE_WORDS)
        Map<String, String> buckets,

        @Doc("Kubernetes service accounts that act as this one, as namespace/name")
        List<NamespacedName> kubernetes) {

    static final String ROLE =
            "(roles/[A-Za-z0-9.]+|projects/[^/]+/roles/[A-Za-z0-9_.]+|organizations/[0-9]+/roles/[A-Za-z0-9_.]+)";
    static final String ROLE_WORDS = "a role such as roles/storage.objectUser";
}
