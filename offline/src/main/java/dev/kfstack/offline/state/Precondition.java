package dev.kfstack.offline.state;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What must hold for a request to be done.
 *
 * @param generation the object's generation; 0 when the object must not exist
 */
record Precondition(OptionalLong generation) {

    private static final String PARAMETER = "ifGenerationMatch";

    /** The conditions in a query. Those that this server does not know are refused: to ignore them would break a lock. */
    static Precondition of(Map<String, String> query) {
        for (String parameter : query.keySet()) {
            if (parameter.startsWith("if") && !parameter.equals(PARAMETER)) {
                throw new StorageRefusal(400, "the condition " + parameter + " is not known here");
            }
        }
        String wanted = query.get(PARAMETER);
        return new Precondition(wanted == null ? OptionalLong.empty() : OptionalLong.of(number(PARAMETER, wanted)));
    }

    static long number(String parameter, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StorageRefusal(400, parameter + " must be a whole number, got \"" + text + "\"");
        }
    }

    /** Refuses when the object is not as wanted; {@code live} is 0 when there is none. */
    void check(long live) {
        if (generation.isPresent() && generation.getAsLong() != live) {
            throw new StorageRefusal(
                    412,
                    "At least one of the pre-conditions you specified did not hold: wanted generation "
                            + generation.getAsLong() + ", found " + live);
        }
    }
}
