package dev.kfstack.review.guard;

/**
 * Something that a guard stops.
 *
 * @param stack whose plan does it; the environment itself where no plan does
 * @param address of the object, or the environment's key; empty where the plan as a whole is meant
 * @param digest of the plan, or of what the environment gives up: what an exception must name
 * @param message what it does; lower case, no final period
 * @param advice what to do about it
 */
public record Finding(
        Guard guard, String environment, String stack, String address, String digest, String message, String advice) {}
