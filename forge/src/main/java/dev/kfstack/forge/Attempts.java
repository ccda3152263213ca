package dev.kfstack.forge;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Repeats what failed for a reason that passes: a forge out of order, a limit on requests. It waits twice as long each time,
 * or as long as the forge asks. The libraries' own waiting is not used: it has no end, and a job is paid by the minute.
 *
 * @param pause how to wait
 * @param said gets a line for each wait
 */
record Attempts(Pause pause, Consumer<String> said) {

    private static final int MOST = 6;
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** GitHub asks for one minute after too many writes, and for up to an hour when a limit is used up. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Waiting. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** What is attempted: as a whole, so that the second attempt finds what the first one left. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws ForgeException;
    }

    /** The first result; or, when there is none, the last exception. */
    <T> T of(Call<T> call) throws ForgeException, InterruptedIOException {
        Duration next = FIRST;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.call();
            } catch (ForgeException e) {
                if (!e.isTemporary() || attempt == MOST) {
                    throw e;
                }
                Duration wait = e.askedToWait().compareTo(next) > 0 ? e.askedToWait() : next;
                if (wait.compareTo(LONGEST) > 0) {
                    throw ForgeException.lasting(e.getMessage() + "; it asks to come again in " + wait.toMinutes()
                            + " minutes, which is too long to wait");
                }
                said.accept(e.getMessage() + "; trying again in " + wait.toSeconds() + " s");
                sleep(wait);
                next = next.multipliedBy(2);
            }
        }
    }

    private void sleep(Duration wait) throws InterruptedIOException {
        try {
            pause.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the forge");
        }
    }
}
