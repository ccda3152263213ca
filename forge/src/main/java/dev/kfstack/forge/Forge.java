package dev.kfstack.forge;

import java.util.List;
import java.util.Optional;

/** A repository on a forge, as the owner of a token sees it. Every call is one that may be repeated. */
public interface Forge {

    /** A pull request on GitHub, a merge request on GitLab. */
    PullRequest pullRequest(long number) throws ForgeException;

    /** The merged or open pull request that a commit came with; the first of several. */
    Optional<Long> pullRequestOf(String commit) throws ForgeException;

    /** The open issues that this token's owner wrote. */
    List<Post> openIssues() throws ForgeException;

    /** Opens an issue. */
    void openIssue(String title, String body) throws ForgeException;

    /** Gives an issue another text. */
    void editIssue(Post issue, String body) throws ForgeException;

    /** Closes an issue. */
    void closeIssue(Post issue) throws ForgeException;

    /** The longest text that the forge takes, in UTF-16 units. */
    int longestText();

    /** A pull request and its comments. */
    interface PullRequest {

        /** The newest commit of its branch, in full. */
        String head() throws ForgeException;

        /** The comments that this token's owner wrote, oldest first. */
        List<Post> comments() throws ForgeException;

        /** Adds a comment. */
        void add(String body) throws ForgeException;

        /** Gives a comment another text; false when somebody deleted it. */
        boolean edit(Post comment, String body) throws ForgeException;

        /** Deletes a comment; fine when it is gone. */
        void delete(Post comment) throws ForgeException;
    }
}
