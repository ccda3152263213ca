package dev.kfstack.upstream;

import dev.kfstack.kustomize.Folder;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what a release refers to into a copy of it, and makes the copy refer there. */
final class References {

    static final String FOLDER = "references";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path copy;
    private final Path work;
    private final Map<String, String> pinned;
    private final Consumer<String> progress;
    private final Problems problems;
    private final SortedMap<String, String> sums = new TreeMap<>();

    /**
     * Nothing happens yet.
     *
     * @param work an existing folder on the same disk for what is not kept
     * @param pinned what each reference must be, by {@link RemoteReference#key}; one that is not named is taken as it is
     */
    References(Path copy, Path work, Map<String, String> pinned, Consumer<String> progress, Problems problems) {
        this.copy = copy;
        this.work = work;
        this.pinned = pinned;
        this.progress = progress;
        this.problems = problems;
    }

    /** Fetches until {@code bases} build from the copy alone; the result is what each reference was. */
    SortedMap<String, String> localize(Collection<String> bases) throws IOException {
        List<RemoteBases.Found> open = RemoteBases.of(copy, bases, problems);
        while (!open.isEmpty() && !problems.hasErrors()) {
            for (RemoteBases.Found found : open) {
                localize(found);
            }
            open = RemoteBases.of(copy, bases, problems);
        }
        return sums;
    }

    private void localize(RemoteBases.Found found) throws IOException {
        Path file = found.file().path();
        Optional<RemoteReference> reference = RemoteReference.of(found.entry());
        if (reference.isEmpty()) {
            problem("takes " + found.entry() + ", which is not pinned to a tag or commit", file);
            return;
        }
        fetch(reference.get(), file);
        Path target = copy.resolve(FOLDER).resolve(reference.get().folder());
        String relative = found.file().folder().relativize(target).toString().replace('\\', '/');
        // the whole entry: ?ref=v1.2 is also how ?ref=v1.20 begins
        Pattern entry = Pattern.compile(Pattern.quote(found.entry()) + "(?=[\\s\"',\\]}]|$)");
        String before = Files.readString(file);
        String after = entry.matcher(before).replaceAll(Matcher.quoteReplacement(relative));
        if (after.equals(before)) {
            problem("takes " + found.entry() + ", which is not written there in one piece", file);
        }
        Files.writeString(file, after);
    }

    private void fetch(RemoteReference reference, Path because) throws IOException {
        if (!sums.containsKey(reference.key())) {
            progress.accept("fetching " + reference.key());
        }
        String sum =
                reference instanceof RemoteReference.Git git ? fetch(git) : fetch((RemoteReference.File) reference);
        sums.put(reference.key(), sum);
        String wanted = pinned.getOrDefault(reference.key(), sum);
        if (!wanted.equals(sum)) {
            problem(reference.key() + " is " + sum + ", and the lock file says " + wanted, because);
        }
    }

    /** Keeps the folder at the top of the repository that the path leads into: what lies in it may refer to the rest. */
    private String fetch(RemoteReference.Git git) throws IOException {
        Path checkout = work.resolve(git.checkout());
        String commit = sums.get(git.key());
        if (commit == null) {
            commit = new GitRepository(git.repository()).checkOut(git.ref(), checkout);
            Folder.delete(checkout.resolve(".git"));
        }
        String top = git.path().split("/", 2)[0];
        Path target = copy.resolve(FOLDER).resolve(git.checkout()).resolve(top);
        if (Files.exists(checkout.resolve(top)) && !Files.exists(target)) {
            Files.createDirectories(target.resolveSibling(""));
            Files.move(checkout.resolve(top), target);
        }
        return commit;
    }

    private String fetch(RemoteReference.File file) throws IOException {
        byte[] bytes = download(file.url());
        Path folder = copy.resolve(FOLDER).resolve(file.folder());
        Files.createDirectories(folder);
        Files.write(folder.resolve(file.name()), bytes);
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- " + file.name()
                        + "\n");
        return Checksum.of(bytes);
    }

    private static byte[] download(String url) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("it answers with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + url + " was downloaded", e);
        } catch (IOException e) {
            // a host that cannot be found has no words of its own
            String reason = Objects.requireNonNullElse(e.getMessage(), "no connection");
            throw new IOException("cannot download " + url + ": " + reason, e);
        }
    }

    private void problem(String message, Path file) {
        String shown = copy.relativize(file).toString().replace('\\', '/');
        problems.error(new Place(shown, 1, 1), "", message, UpstreamPull.RULE);
    }
}
