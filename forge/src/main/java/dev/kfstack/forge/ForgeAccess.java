package dev.kfstack.forge;

import java.net.URI;

/**
 * How to get at a repository on a forge.
 *
 * @param api the address of GitHub's API, of GitLab itself
 * @param repository as {@code owner/name}; on GitLab also the number of a project
 * @param token never printed
 * @param variable the environment variable that holds the token
 * @param author the login of the token's owner, where the forge does not tell
 */
record ForgeAccess(Kind kind, URI api, String repository, String token, String variable, String author) {

    /** The forges that are known. */
    enum Kind {
        GITHUB,
        GITLAB
    }

    Forge forge() throws ForgeException {
        return kind == Kind.GITHUB ? new GitHubForge(this) : new GitLabForge(this);
    }

    @Override
    public String toString() {
        return api + " " + repository;
    }
}
