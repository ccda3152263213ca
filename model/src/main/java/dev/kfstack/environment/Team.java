package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;
import dev.kfstack.schema.YamlName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A team with a namespace of its own: a Kubeflow Profile. Its name is its key and the namespace's name. */
public record Team(
        @Doc("E-mail address of the owner, who may invite others") @Form(regex = EMAIL, words = EMAIL_WORDS)
        String owner,

        @Doc("Who else works in the namespace") @Default("{}")
        Contributors contributors,

        @Doc("Google Groups whose members use kubectl and the SDKs of the apps in the namespace; each must be a member"
                + " of cluster.securityGroup")
        @Default("{}")
        Groups groups,

        @Doc("What the team's pods may take in all") @Default("{}")
        Quota quota,

        @Doc("Name in serviceAccounts that the team's pods act as")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        Optional<String> serviceAccount) {

    /** People by what they may do. */
    public record Contributors(
            @Doc("E-mail addresses of those who may change things") @Form(regex = EMAIL, words = EMAIL_WORDS)
            List<String> edit,

            @Doc("E-mail addresses of those who may look") @Form(regex = EMAIL, words = EMAIL_WORDS)
            List<String> view) {

        /** Who has which of Kubeflow's roles, the greater one first. */
        public Map<String, List<String>> byRole() {
            return Team.byRole(edit, view);
        }

        /**
         * What Kubeflow's access management calls the objects of a contributor; its user interface finds them by it.
         *
         * @param role as {@link #byRole} has it
         */
        public static String bindingName(String user, String role) {
            return "user-" + user.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-clusterrole-" + role;
        }
    }

    /**
     * Google Groups by what their members may do through the Kubernetes API, with the apps' own roles. To the dashboard and
     * to the API of Pipelines they are nothing: those know people.
     */
    public record Groups(
            @Doc("Groups that make and delete what the apps run: experiments, training jobs, notebooks, models")
            @Form(regex = GROUP, words = GROUP_WORDS)
            List<String> edit,

            @Doc("Groups that look at it") @Form(regex = GROUP, words = GROUP_WORDS)
            List<String> view) {

        /** Which groups have which of the apps' roles, the greater one first. */
        public Map<String, List<String>> byRole() {
            return Team.byRole(edit, view);
        }
    }

    private static Map<String, List<String>> byRole(List<String> edit, List<String> view) {
        Map<String, List<String>> byRole = new LinkedHashMap<>();
        byRole.put("edit", edit);
        byRole.put("view", view);
        return Collections.unmodifiableMap(byRole);
    }

    /** Limits over the whole namespace; what is left out is unlimited. */
    public record Quota(
            @Doc("CPU requests") Optional<Quantity> cpu,
            @Doc("Memory requests") Optional<Quantity> memory,
            @Doc("GPUs") @Range(min = 0, max = 10000) Optional<Integer> gpu,
            @Doc("Size of all volume claims") Optional<Quantity> storage,

            @Doc("Notebook servers") @Range(min = 0, max = 10000)
            Optional<Integer> notebooks) {}

    static final String EMAIL = "[^@\\s]+@[a-z0-9-]+(\\.[a-z0-9-]+)+";
    static final String GROUP = "[^@\\s:]+@[a-z0-9-]+(\\.[a-z0-9-]+)+";
    static final String GROUP_WORDS = "a group's e-mail address with a lower-case domain, without group: before it";
    static final String EMAIL_WORDS = "an e-mail address with a lower-case domain";
}
