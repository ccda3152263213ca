package dev.kfstack.upstream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A base that a kustomization takes from somewhere else, pinned.
 *
 * @see <a href="https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md">Remote targets</a>
 */
sealed interface RemoteReference {

    Pattern REMOTE = Pattern.compile("(git::)?((https?|ssh|file)://|git@|github\\.com/).*");

    Pattern GITHUB = Pattern.compile("((?:https://|ssh://git@|git@)?github\\.com[/:][^/]+/[^/]+)(?:/(.*))?");
    Pattern PINNED = Pattern.compile("(?:.*&)?(?:ref|version)=([^&]+).*");

    /** Where it lies in a local copy, below its folder for references; with slashes. */
    String folder();

    /** What a lock file calls it. */
    String key();

    /**
     * A folder of a git repository.
     *
     * @param path in the repository; empty for all of it
     */
    record Git(String repository, String ref, String path) implements RemoteReference {

        @Override
        public String folder() {
            return checkout() + (path.isEmpty() ? "" : "/" + path);
        }

        @Override
        public String key() {
            return repository + "?ref=" + ref;
        }

        /** The same for all folders of one repository at one ref. */
        String checkout() {
            return place(repository.replaceFirst("\\.git$", "")) + "/" + ref;
        }
    }

    /** A single file; in a copy it has a folder of its own, since kustomize takes no file from outside a folder. */
    record File(String url) implements RemoteReference {

        @Override
        public String folder() {
            return place(url.replaceFirst("\\.[a-z]+$", ""));
        }

        @Override
        public String key() {
            return url;
        }

        String name() {
            return url.substring(url.lastIndexOf('/') + 1);
        }
    }

    /** Whether an entry of {@code resources} or {@code components} is a folder or file of its own tree. */
    static boolean isLocal(String entry) {
        return !REMOTE.matcher(entry).matches();
    }

    /** Reads an entry that is not local; empty when it is not pinned, or has a form that is not known. */
    static Optional<RemoteReference> of(String entry) {
        String url = entry.replaceFirst("^git::", "");
        int question = url.indexOf('?');
        String address = question < 0 ? url : url.substring(0, question);
        if (address.contains("/../") || address.endsWith("/..")) {
            return Optional.empty();
        }
        Matcher pin = PINNED.matcher(question < 0 ? "" : url.substring(question + 1));
        if (!pin.matches()) {
            return address.matches("https?://.+/[^/]+\\.(ya?ml|json)")
                    ? Optional.of(new File(address))
                    : Optional.empty();
        }
        return pin.group(1).matches("[A-Za-z0-9][A-Za-z0-9._/+-]*")
                        && !pin.group(1).contains("..")
                ? Optional.of(git(address, pin.group(1)))
                : Optional.empty();
    }

    private static Git git(String address, String ref) {
        int scheme = address.indexOf("://");
        String afterScheme = scheme < 0 ? address : address.substring(scheme + 3);
        int split = afterScheme.indexOf("//");
        if (split > 0) {
            int at = address.length() - afterScheme.length() + split;
            return new Git(withScheme(address.substring(0, at)), ref, address.substring(at + 2));
        }
        Matcher github = GITHUB.matcher(address);
        return github.matches()
                ? new Git(withScheme(github.group(1)), ref, github.group(2) == null ? "" : github.group(2))
                : new Git(address, ref, "");
    }

    private static String withScheme(String repository) {
        return repository.startsWith("github.com/") ? "https://" + repository : repository;
    }

    /** An address as a path: host and path, without scheme, user and port. */
    private static String place(String address) {
        return address.replaceFirst("^[a-z]+://", "")
                .replaceFirst("^[^/@]*@", "")
                .replaceFirst("^([^/]*?):[0-9]+/", "$1/")
                .replace(':', '/')
                .replaceFirst("^/+", "");
    }
}
