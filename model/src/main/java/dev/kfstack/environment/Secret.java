package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A secret in Secret Manager; its value is never in a file, a state, a plan or a log. Its name is its key. */
public record Secret(
        @Doc("Let Terraform make the value; without it somebody puts it in by hand")
        Optional<Generate> generate,

        @Doc("Raise by one to make a new value") @Default("1") @Range(min = 1)
        int generation,

        @Doc("The MySQL user whose password this is. Two users, NAME-1 and NAME-2, take turns with the generations")
        @Form(regex = "[a-z][a-z0-9_]{0,29}", words = "1 to 30 lower-case letters, digits and underscores")
        Optional<String> databaseUser,

        @Doc("The Kubernetes secret that gets it") Optional<Kubernetes> kubernetes) {

    /** What is generated, in the form that its reader expects. */
    public sealed interface Generate {

        /** Letters and digits, which pass through every shell, URL and configuration file. */
        record Password(
                @Doc("Length in characters") @Range(min = 16, max = 128)
                int length) implements Generate {}

        /** A key in hexadecimal, two characters a byte. */
        record Hex(
                @Doc("Length of the key in bytes") @Range(min = 16, max = 64)
                int bytes) implements Generate {}

        /** A key in base64 with padding, by the alphabet that has plus and slash. */
        record Base64(
                @Doc("Length of the key in bytes") @Range(min = 16, max = 64)
                int bytes) implements Generate {}
    }

    /** A copy in the cluster. */
    public record Kubernetes(
            @Doc("The secret, as namespace/name") NamespacedName secret,

            @Doc("Further namespaces that get the same secret under the same name")
            @Form(regex = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", words = "a namespace")
            List<String> alsoIn,

            @Doc("Its keys; the value \"" + GENERATED + "\" stands for the value that Terraform makes, \"" + STORED
                    + "\" for the one that somebody put in by hand, \"" + DATABASE_USER
                    + "\" for the MySQL user of this generation")
            @Keys(regex = "[-._a-zA-Z0-9]+", words = "a key of letters, digits, dash, dot and underscore")
            Map<String, String> keys) {

        /** Stands for the value itself, which is written nowhere. */
        public static final String GENERATED = "generated";

        /** The same of a value that Terraform does not make. */
        public static final String STORED = "stored";

        /** Stands for the one of the two MySQL users that has the current value. */
        public static final String DATABASE_USER = "database-user";

        /** All Kubernetes secrets that get it, {@link #secret} first. */
        public List<NamespacedName> secrets() {
            List<NamespacedName> secrets = new ArrayList<>(List.of(secret));
            alsoIn.forEach(namespace -> secrets.add(new NamespacedName(namespace, secret.name())));
            return List.copyOf(secrets);
        }

        /** Whether the value in Secret Manager goes into the cluster, generated or not. */
        public boolean holdsValue() {
            return keys.containsValue(GENERATED) || keys.containsValue(STORED);
        }
    }
}
