package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.release.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What a network team creates for an environment whose network is theirs: the resources of {@link NetworkStack} as a
 * configuration of their own, and a page that says why. Backend and labels are theirs to choose. Private services are
 * not among the resources: a network has them once, and several environments would each ask for them.
 */
public final class NetworkRequest {

    private static final String CONFIGURATION = "main.tf.json";
    private static final String PAGE = "README.md";

    private NetworkRequest() {}

    /**
     * Writes {@code main.tf.json} and {@code README.md}; a file that is right already is not touched.
     *
     * @param folder of this one request; its parent must be on the same file system
     * @return the files that changed
     */
    public static List<Path> write(Environment environment, Releases releases, Path folder) throws IOException {
        SortedMap<String, Integer> webhooks = releases.webhooks(environment);
        try (StagingFolder staging = StagingFolder.beside(folder)) {
            JsonNode configuration = configuration(environment, webhooks, staging.path("app"));
            FileReplacement files = new FileReplacement();
            files.put(folder.resolve(CONFIGURATION), Json.text(configuration), staging.path(CONFIGURATION));
            files.put(
                    folder.resolve(PAGE),
                    new NetworkRequestPage(environment, webhooks, configuration).text(),
                    staging.path(PAGE));
            return files.commit();
        }
    }

    private static JsonNode configuration(Environment environment, SortedMap<String, Integer> webhooks, Path folder)
            throws IOException {
        var app = TerraformSynthesizer.app(folder);
        JsiiFolder.deleteAtExit();
        ResourceNames names = new ResourceNames(environment);
        new NetworkStack(app, names, new TreeSet<>(webhooks.values()));
        app.synth();
        ObjectNode configuration = (ObjectNode) Json.MAPPER.readTree(Files.readString(
                folder.resolve("stacks").resolve(names.stack(Stack.NETWORK)).resolve("cdk.tf.json")));
        ((ObjectNode) configuration.path("terraform")).remove("backend");
        configuration.path("provider").path("google").forEach(google -> ((ObjectNode) google).remove("default_labels"));
        removeMetadata(configuration);
        return configuration;
    }

    /** What the CDK notes for itself stands under {@code //}, at any depth. */
    private static void removeMetadata(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("//");
        }
        node.forEach(NetworkRequest::removeMetadata);
    }
}
