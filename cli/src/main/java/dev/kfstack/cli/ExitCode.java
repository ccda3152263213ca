package dev.kfstack.cli;

/** What every command ends with. */
final class ExitCode {

    static final int FINE = 0;

    /** The input has problems, the output is stale, or a guard blocks. */
    static final int PROBLEMS = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** A bug of kfstack (EX_SOFTWARE of sysexits.h). */
    static final int BUG = 70;

    /** Told to end by a signal: the JVM ends with 128 and the signal's number, whatever a command returns then. */
    static final int STOPPED = 130;

    private ExitCode() {}
}
