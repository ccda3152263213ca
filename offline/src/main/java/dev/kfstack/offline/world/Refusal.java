package dev.kfstack.offline.world;

/** The cloud's answer to an operation that it does not carry out; the message is the one a user sees. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }
}
