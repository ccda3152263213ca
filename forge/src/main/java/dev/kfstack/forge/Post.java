package dev.kfstack.forge;

/**
 * A comment or an issue.
 *
 * @param id the forge's own; later ones are greater
 */
public record Post(long id, String body) {}
