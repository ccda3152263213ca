package dev.kfstack.offline.provider;

/**
 * What a provider tells terraform beside its answer.
 *
 * @param path of names and indexes, {@code a.0.b}; empty where it is about the whole
 */
public record Problem(Severity severity, String path, String summary, String detail) {

    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(String path, String summary, String detail) {
        return new Problem(Severity.ERROR, path, summary, detail);
    }
}
