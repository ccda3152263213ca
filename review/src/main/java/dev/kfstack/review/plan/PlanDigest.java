package dev.kfstack.review.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * What a plan would do, in 64 hexadecimal digits: two plans that would do the same have the same digest, whatever terraform
 * made them, in whatever order, at whatever time. It is made of addresses, actions, the paths of what changes and what it
 * becomes, as far as that is known and not secret.
 */
public final class PlanDigest {

    private final MessageDigest sha256;

    private PlanDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The digest of a plan that was read. */
    public static String of(Plan plan) {
        return plan.digest();
    }

    /** Makes the digest of a plan without its own secrets. */
    static String made(Plan plan) {
        PlanDigest digest = new PlanDigest();
        plan.changes().stream()
                .sorted(Comparator.comparing(Change::address)
                        .thenComparing(change -> change.deposed().orElse("")))
                .forEach(digest::add);
        plan.deferred().stream()
                .sorted(Comparator.comparing(deferred -> deferred.change().address()))
                .forEach(deferred -> digest.add("deferred", deferred.change().address()));
        plan.invocations().stream().sorted().forEach(address -> digest.add("invoke", address));
        plan.outputs().stream().sorted(Comparator.comparing(OutputChange::name)).forEach(output -> {
            digest.add("output", output.name(), output.action().name());
            output.attributes().forEach(digest::add);
        });
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    private void add(Change change) {
        add(
                "change",
                change.address(),
                change.deposed().orElse(""),
                change.action().name());
        add(change.previousAddress().orElse(""), change.importId().orElse(""));
        change.replacePaths().stream().map(path -> path.text()).sorted().forEach(path -> add("replaces", path));
        change.attributes().forEach(this::add);
    }

    private void add(Attribute attribute) {
        add(
                "attribute",
                attribute.path().text(),
                attribute.after().kind().name(),
                attribute.after().text());
    }

    /** Each with its length, so that no two sequences read alike. */
    private void add(String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        }
    }
}
