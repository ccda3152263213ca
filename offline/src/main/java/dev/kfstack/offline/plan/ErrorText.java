package dev.kfstack.offline.plan;

import java.util.regex.Pattern;

/** Terraform's errors without what is there for the eye: a frame on the left, and colours. */
final class ErrorText {

    private static final Pattern FRAME = Pattern.compile("\u001b\\[[0-9;]*m|[│╷╵]");

    private ErrorText() {}

    static String of(String printed) {
        return FRAME.matcher(printed).replaceAll("");
    }
}
