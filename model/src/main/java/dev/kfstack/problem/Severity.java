package dev.kfstack.problem;

import java.util.Locale;

/** How bad a problem is: an error stops everything before a file is written, a warning is only printed. */
public enum Severity {
    ERROR,
    WARNING;

    /** The word as it is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
