package dev.kfstack.offline.plan;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What an apply finds in the cloud that no state knows: a run that was killed made it, and could not write its state. */
final class LeftBehind {

    private static final Pattern ERROR = Pattern.compile("(^|\\n)\\s*Error: ");
    private static final Pattern EXISTS = Pattern.compile("already exists?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("\\n\\s*with (\\S+),");

    private LeftBehind() {}

    /** Which addresses, and what to do; nothing when terraform failed for other reasons alone. */
    static String reason(String errors) {
        List<String> addresses = Arrays.stream(ERROR.split(ErrorText.of(errors)))
                .filter(error -> EXISTS.matcher(error).find())
                .flatMap(error -> ADDRESS.matcher(error).results().map(match -> match.group(1)))
                .distinct()
                .sorted()
                .toList();
        if (addresses.isEmpty()) {
            return "";
        }
        return ": " + String.join(", ", addresses) + " exist" + (addresses.size() == 1 ? "s" : "")
                + " already, and the state does not know: an apply that was killed may have made "
                + (addresses.size() == 1 ? "it" : "them") + ". To take over what is there, name its id under import in"
                + " environments/moves.yaml";
    }
}
