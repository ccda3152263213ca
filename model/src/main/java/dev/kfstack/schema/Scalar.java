package dev.kfstack.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that is one scalar in YAML. It has a static {@code parse(String)} that refuses with an {@code
 * IllegalArgumentException} whose message follows "must be".
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Scalar {
    /** Must match the whole text: for editors; {@code parse} has the last word. */
    String regex();

    /** What it is, in words. */
    String words();

    /** A text that {@code parse} takes: stands in for one that it refused. */
    String placeholder();

    /** Whether a bare number is taken as its text. */
    boolean numbers() default false;
}
