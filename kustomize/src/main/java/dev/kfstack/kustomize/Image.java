package dev.kfstack.kustomize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image reference as manifests write it.
 *
 * @param name without tag and digest
 * @param suffix {@code :tag}, {@code @digest}, both or nothing
 */
record Image(String name, String suffix) {

    private static final Pattern FORM = Pattern.compile("(.+?)((:[^/:@]+)?(@.+)?)");

    static Image of(String reference) {
        Matcher matcher = FORM.matcher(reference);
        return matcher.matches() ? new Image(matcher.group(1), matcher.group(2)) : new Image(reference, "");
    }

    /**
     * The name in a mirror that keeps the registry's name, so that equal paths of two registries stay apart (as {@code
     * skopeo sync --scoped} makes it).
     */
    String nameIn(String mirror) {
        return mirror + "/" + withRegistry();
    }

    private String withRegistry() {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return "docker.io/library/" + name;
        }
        String first = name.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry ? name : "docker.io/" + name;
    }
}
