package dev.kfstack.review.guard;

import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow;
import dev.kfstack.environment.Tier;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares an environment with what it was at the commit that a pull request is to be merged into: what it gives up is seen
 * before any plan, and also where no plan shows it. Findings name the environment for a stack and a key for an address; the
 * digest that an exception names is that of all the findings of the environment.
 */
public final class EnvironmentGuards {

    /** What is found, before the digest of all is known. */
    private record Given(Guard guard, String path, String message, String advice) {}

    private final String name;
    private final Environment before;
    private final Environment now;
    private final List<Given> found = new ArrayList<>();

    private EnvironmentGuards(String name, Environment before, Environment now) {
        this.name = name;
        this.before = before;
        this.now = now;
    }

    /** Everything that the environment gives up; nothing of one that is to be decommissioned, which its file says itself. */
    public static List<Finding> check(String name, Environment before, Environment now) {
        EnvironmentGuards guards = new EnvironmentGuards(name, before, now);
        if (now.decommission().isEmpty()) {
            guards.tier();
            guards.protection();
            guards.data();
            guards.artifactStore();
            guards.versions();
            guards.states();
        }
        String digest = guards.digest();
        return guards.found.stream()
                .map(given ->
                        new Finding(given.guard(), name, name, given.path(), digest, given.message(), given.advice()))
                .toList();
    }

    private void tier() {
        if (now.tier().compareTo(before.tier()) < 0) {
            add(
                    Guard.TIER_WEAKENED,
                    "tier",
                    "tier goes from " + word(before.tier()) + " to " + word(now.tier())
                            + (before.tier() == Tier.PROD
                                    ? ": the rules and protections that keep prod from losing data go with it"
                                    : ": promotion no longer waits for it in its place"),
                    "keep the tier, and build a new environment of the other one");
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void protection() {
        boolean hadDatabase = before.database().isPresent() && now.database().isPresent();
        if (before.clusterIsProtected() && !now.clusterIsProtected()) {
            off("cluster.deletionProtection");
        }
        if (hadDatabase && before.databaseIsProtected() && !now.databaseIsProtected()) {
            off("database.deletionProtection");
        }
    }

    private void off(String path) {
        add(Guard.PROTECTION_OFF, path, "is switched off", "keep it on: nothing but a deletion needs it off");
    }

    /** What prod has and no longer asks for; the plan says the same, where there is one. */
    private void data() {
        if (before.tier() != Tier.PROD) {
            return;
        }
        if (before.database().isPresent() && now.database().isEmpty()) {
            lost("database", "the database");
        }
        gone(before.disks(), now.disks()).forEach(disk -> lost("disks." + disk, "the disk"));
        gone(before.buckets(), now.buckets()).forEach(bucket -> lost("buckets." + bucket, "the bucket"));
    }

    private static List<String> gone(Map<String, ?> before, Map<String, ?> now) {
        return before.keySet().stream()
                .filter(key -> !now.containsKey(key))
                .sorted()
                .toList();
    }

    private void lost(String path, String what) {
        add(
                Guard.DATA_KEY_LOST,
                path,
                "prod no longer asks for " + what + ", which would be destroyed",
                "keep the key; or, when the data has moved, let it pass once");
    }

    /** No plan shows it: disk and bucket both stay, and what is in them. */
    private void artifactStore() {
        boolean hadRuns = before.kubeflow().components().contains(Kubeflow.App.PIPELINES);
        if (hadRuns && before.kubeflow().artifactStore() != now.kubeflow().artifactStore()) {
            add(
                    Guard.ARTIFACT_STORE_CHANGED,
                    "kubeflow.artifactStore",
                    "goes from " + word(before.kubeflow().artifactStore()) + " to "
                            + word(now.kubeflow().artifactStore())
                            + ": artifacts and logs of all runs until now stay in the old store, where nobody finds them",
                    "keep the store, and build a new environment with the other one");
        }
    }

    /** Schemas of databases only ever move forward, and so do objects in the cluster. */
    private void versions() {
        Version was = Version.parse(before.kubeflow().version());
        Version is = Version.parse(now.kubeflow().version());
        if (is.compareTo(was) < 0) {
            add(
                    Guard.VERSION_LOWERED,
                    "kubeflow.version",
                    "goes from " + was + " back to " + is
                            + ", which cannot read what the newer release made of its databases and objects",
                    "keep the release; or restore the backups from before the upgrade, and let it pass once");
        }
        before.database()
                .map(Database::version)
                .flatMap(had -> now.database().map(Database::version).filter(gets -> gets.compareTo(had) < 0))
                .ifPresent(gets -> add(
                        Guard.VERSION_LOWERED,
                        "database.version",
                        "goes back to " + gets + ", which Cloud SQL refuses in the middle of an apply",
                        "keep the version"));
    }

    /** Where the states are not, a plan makes all of it anew, beside what there is. */
    private void states() {
        String was = states(before);
        String is = states(now);
        if (!was.equals(is)) {
            add(
                    Guard.STATE_LEFT,
                    "terraform.backend",
                    "the states are in " + was + ", and Terraform would look in " + is
                            + ": where it finds none, it makes everything a second time",
                    "copy them first, by terraform init -migrate-state in each stack, then let it pass once");
        }
    }

    private static String states(Environment environment) {
        return environment.terraform().backend() instanceof Backend.Gcs gcs ? "gs://" + gcs.bucket() : "local files";
    }

    private void add(Guard guard, String path, String message, String advice) {
        found.add(new Given(guard, path, message, advice));
    }

    private String digest() {
        try {
            byte[] text = (name + found).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
