package dev.kfstack.render;

import java.util.function.BiConsumer;

/**
 * One check of what an overlay builds to.
 *
 * @param id stable, kebab-case; stands in every problem and in {@code docs/overlays.md}
 * @param says what must hold
 */
public record RenderCheck(String id, String says, Check check) {

    /** Finds every breach; {@code finding} takes the object (or file) and what is wrong with it. */
    @FunctionalInterface
    interface Check {
        void check(BuiltOverlay overlay, BiConsumer<String, String> finding);
    }
}
