package dev.kfstack.forge;

import java.io.IOException;
import java.time.Duration;

/** A forge refused, did not understand, or did not answer. The message says which, and never holds a token. */
public final class ForgeException extends IOException {

    private final boolean temporary;
    private final Duration wait;

    private ForgeException(String message, boolean temporary, Duration wait) {
        super(message);
        this.temporary = temporary;
        this.wait = wait;
    }

    /** What will be the same the next time. */
    static ForgeException lasting(String message) {
        return new ForgeException(message, false, Duration.ZERO);
    }

    /**
     * What may be over the next time.
     *
     * @param wait how long the forge wants to be left alone; zero when it did not say
     */
    static ForgeException temporary(String message, Duration wait) {
        return new ForgeException(message, true, wait);
    }

    boolean isTemporary() {
        return temporary;
    }

    /** How long the forge wants to be left alone. */
    Duration askedToWait() {
        return wait;
    }
}
