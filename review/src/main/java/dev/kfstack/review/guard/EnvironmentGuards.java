package dev.kfstack.review.guard;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Tier;
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

    private static String word(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
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
