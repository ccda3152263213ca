package dev.kfstack.review.guard;

/**
 * Something that a guard stops.
 *
 * @param stack whose plan does it
 * @param address of the object; empty where the plan as a whole is meant
 * @param digest of the plan, which an exception must name
 * @param message what it does; lower case, no final period
 * @param advice what to do about it
 */
public record Finding(
        Guard guard, String environment, String stack, String address, String digest, String message, String advice) {}
