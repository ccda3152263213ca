package dev.kfstack.offline.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What terraform says of a state that somebody else has locked. */
final class StateLock {

    private static final Pattern INFO = Pattern.compile(
            "Lock Info:.*?ID: +(\\S+).*?Operation: +(\\S*).*?Who: +(\\S*)" + ".*?Created: +([^\\n]*)", Pattern.DOTALL);

    private StateLock() {}

    /** Who holds the lock, and what to do; nothing when terraform failed for another reason. */
    static String reason(String errors, StackFolder stack) {
        Matcher info = INFO.matcher(errors);
        if (!errors.contains("Error acquiring the state lock") || !info.find()) {
            return "";
        }
        return ": its state is locked by " + info.group(3) + " (" + info.group(2) + ") since "
                + info.group(4).strip()
                + "; wait for that run. Only when it is dead: terraform -chdir=" + stack.folder() + " force-unlock "
                + info.group(1);
    }
}
