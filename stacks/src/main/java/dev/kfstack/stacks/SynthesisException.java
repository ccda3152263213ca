package dev.kfstack.stacks;

/** A bug of a construct that only the CDK noticed. The message ends where the CDK's own stack trace begins. */
public final class SynthesisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SynthesisException(RuntimeException fromJsii) {
        super(withoutNodeTrace(String.valueOf(fromJsii.getMessage())), fromJsii);
    }

    /** Whether it came over from Node. */
    static boolean isFromJsii(RuntimeException e) {
        return e instanceof software.amazon.jsii.JsiiException
                || String.valueOf(e.getMessage()).contains("@jsii/kernel.");
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
