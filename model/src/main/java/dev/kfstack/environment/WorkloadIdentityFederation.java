package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.Optional;

/**
 * The forge whose pipelines plan and apply the environment, by tokens that it signs for each run: there are no keys. The
 * conditions are in CEL, over the claims of such a token.
 */
public sealed interface WorkloadIdentityFederation {

    /** The name of the provider in the environment's pool. */
    String provider();

    /** Whose tokens are taken, as OpenID Connect names it. */
    String issuer();

    /** What a run is called in Google's audit logs. Short: 127 characters are the most, and branches have long names. */
    String subject();

    /** Whose runs may plan. */
    String mayPlan();

    /**
     * Which of them may also apply.
     *
     * @param environment the environment's name
     */
    String mayApply(String environment);

    /**
     * GitHub Actions.
     *
     * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">the claims of its tokens</a>
     */
    record Github(
            @Doc("Repository with the environment files")
            @Form(regex = "[A-Za-z0-9-]+/[A-Za-z0-9._-]+", words = "a repository as OWNER/NAME")
            String repository,

            @Doc("Its number: a repository that is deleted, and made again under its name by others, has another one")
            @Form(regex = "[0-9]+", words = "the number of a repository, quoted")
            Optional<String> repositoryId,

            @Doc("Branch that is applied; protect it") @Default("main") @Form(regex = BRANCH, words = BRANCH_WORDS)
            String branch,

            @Doc("Environment of GitHub that the job of an apply names, with its reviewers; the environment's own name"
                    + " without it")
            @Form(regex = "[A-Za-z0-9._-]+", words = "the name of a GitHub environment")
            Optional<String> environment,

            @Doc("Who signs the tokens; GitHub Enterprise Server has an address of its own")
            @Default("https://token.actions.githubusercontent.com")
            @Form(regex = ISSUER, words = ISSUER_WORDS)
            String issuer)
            implements WorkloadIdentityFederation {

        @Override
        public String provider() {
            return "github";
        }

        @Override
        public String subject() {
            return "assertion.repository_id + \":\" + assertion.run_id";
        }

        @Override
        public String mayPlan() {
            return is("repository", repository)
                    + repositoryId.map(id -> " && " + is("repository_id", id)).orElse("");
        }

        /**
         * A job's environment is the end of its subject: the claim of its own is absent where there is none. What stands
         * before it has numbers in repositories made, renamed or transferred since July 2026, and is said by
         * {@link #mayPlan}. A branch has no colon in its name, and so cannot end like an environment.
         *
         * @see <a href="https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims">both forms</a>
         */
        @Override
        public String mayApply(String environment) {
            return is("ref", "refs/heads/" + branch) + " && assertion.sub.endsWith(\":environment:"
                    + this.environment.orElse(environment) + "\")";
        }
    }

    /**
     * GitLab CI/CD.
     *
     * @see <a href="https://docs.gitlab.com/ci/secrets/id_token_authentication/">the claims of its tokens</a>
     */
    record Gitlab(
            @Doc("Project with the environment files, with its groups")
            @Form(regex = "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+", words = "a project as GROUP/NAME")
            String project,

            @Doc("Its number: a project that is deleted, and made again under its name by others, has another one")
            @Form(regex = "[0-9]+", words = "the number of a project, quoted")
            Optional<String> projectId,

            @Doc("Branch that is applied; only while GitLab protects it")
            @Default("main")
            @Form(regex = BRANCH, words = BRANCH_WORDS)
            String branch,

            @Doc("Address of the instance, which signs the tokens")
            @Default("https://gitlab.com")
            @Form(regex = ISSUER, words = ISSUER_WORDS)
            String issuer)
            implements WorkloadIdentityFederation {

        @Override
        public String provider() {
            return "gitlab";
        }

        @Override
        public String subject() {
            return "assertion.project_id + \":\" + assertion.job_id";
        }

        @Override
        public String mayPlan() {
            return is("project_path", project)
                    + projectId.map(id -> " && " + is("project_id", id)).orElse("");
        }

        @Override
        public String mayApply(String environment) {
            return is("ref_type", "branch") + " && " + is("ref", branch) + " && " + is("ref_protected", "true");
        }
    }

    /** {@code value} holds no quote and no backslash: its form sees to that. */
    private static String is(String claim, String value) {
        return "assertion." + claim + " == \"" + value + "\"";
    }

    String BRANCH = "[A-Za-z0-9._/-]+";
    String BRANCH_WORDS = "the name of a branch";
    String ISSUER = "https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*";
    String ISSUER_WORDS = "an address that begins with https:// and does not end with a slash";
}
