package dev.kfstack.stacks;

import dev.kfstack.problem.IoFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bug of a construct that only the CDK noticed. The message ends where the CDK's own stack trace begins. */
public final class SynthesisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** As Node writes an error of the system: a code, words, and the call that failed. */
    private static final Pattern OF_SYSTEM = Pattern.compile("\\bE[A-Z]{3,}: ([a-z ,-]+, [a-z]+\\b.*)");

    SynthesisException(RuntimeException fromJsii) {
        super(withoutNodeTrace(String.valueOf(fromJsii.getMessage())), fromJsii);
    }

    /** Whether it came over from Node. */
    static boolean isFromJsii(RuntimeException e) {
        return e instanceof software.amazon.jsii.JsiiException
                || String.valueOf(e.getMessage()).contains("@jsii/kernel.");
    }

    /**
     * What the operating system refused Node or the unpacking of the CDK, such as a full disk: then it is no bug, and the
     * same construct is fine elsewhere.
     */
    Optional<String> reasonOfSystem() {
        Matcher node = OF_SYSTEM.matcher(String.valueOf(getMessage()));
        if (node.find()) {
            return Optional.of(node.group(1));
        }
        Throwable jsii = getCause();
        Throwable cause = jsii == null ? null : jsii.getCause();
        return String.valueOf(getMessage()).startsWith("Unable to extract bundled") && cause instanceof IOException e
                ? Optional.of("the CDK's runtime is unpacked to " + System.getProperty("java.io.tmpdir") + ": "
                        + IoFailure.reason(e))
                : Optional.empty();
    }

    private static String withoutNodeTrace(String message) {
        StringBuilder kept = new StringBuilder();
        for (String line : message.lines().toList()) {
            if (line.startsWith("@jsii/kernel.") || line.matches("\\s+at .*")) {
                break;
            }
            kept.append(kept.isEmpty() ? "" : "\n").append(line);
        }
        return kept.toString();
    }
}
