package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** {@code google_service_account}. */
final class ServiceAccount {

    private ServiceAccount() {}

    static void checkLength(Value.Fields config, List<Problem> problems) {
        String id = config.get("account_id").text();
        if (!id.isEmpty() && (id.length() < 6 || id.length() > 30)) {
            problems.add(Problem.error(
                    "account_id", "\"account_id\" (\"" + id + "\") must be between 6 and 30 characters long", ""));
        }
    }

    /** The e-mail follows from the name, so that a plan can show it before the account exists. */
    static void emailIsKnown(Change change) {
        Value.Fields planned = change.planned();
        boolean known = !planned.get("account_id").isUnknown()
                && !planned.get("project").text().isEmpty();
        if (change.creates() && known) {
            change.plan("email", Value.of(GoogleValues.email(planned)));
            change.plan("member", Value.of("serviceAccount:" + GoogleValues.email(planned)));
        }
    }
}
