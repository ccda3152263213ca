package dev.kfstack.review.comment;

/** What a review comes to for an environment, the worst first. */
public enum Verdict {
    FAILED("🔴", "could not be planned"),
    BLOCKED("🔴", "blocked"),
    ATTENTION("🟠", "needs attention"),
    CHANGES("🟡", "changes"),
    NOTHING("🟢", "no changes");

    private final String sign;
    private final String words;

    Verdict(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    String sign() {
        return sign;
    }

    /** For a heading. */
    public String words() {
        return words;
    }
}
