package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;

/**
 * A Google Cloud project.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/creating-managing-projects">the form of an id</a>
 */
public record Project(
        @Doc("Project id, 6 to 30 characters") @Form(regex = Project.ID_REGEX, words = Project.ID_WORDS)
        String id,

        @Doc("Project number, quoted: Google's own service agents are named by it")
        @Form(regex = "[0-9]{6,19}", words = "a project number, digits only")
        String number) {

    static final String ID_REGEX = "[a-z][-a-z0-9]{4,28}[a-z0-9]";
    static final String ID_WORDS = "a project id: 6 to 30 lower-case letters, digits and dashes";
}
