package dev.kfstack.cli;

/** How problems are printed. */
enum ProblemFormat {
    /** For people, on standard error. */
    TEXT,
    /** One JSON document on standard output. */
    JSON
}
