package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** {@code google_service_account}. */
final class ServiceAccount {

    private static final String FULL_NAME = "projects/[-a-z0-9.:]+/serviceAccounts/[-a-z0-9.]+(@[-a-z0-9.]+)?";

    private ServiceAccount() {}

    static void checkLength(Value.Fields config, List<Problem> problems) {
        String id = config.get("account_id").text();
        if (!id.isEmpty() && (id.length() < 6 || id.length() > 30)) {
            problems.add(Problem.error(
                    "account_id", "\"account_id\" (\"" + id + "\") must be between 6 and 30 characters long", ""));
        }
    }

    /** Of those who may use an account: the account by its full name. */
    static void checkFullName(Value.Fields config, List<Problem> problems) {
        String name = config.get("service_account_id").text();
        if (!name.isEmpty() && !name.matches(FULL_NAME)) {
            problems.add(Problem.error(
                    "service_account_id",
                    "\"service_account_id\" (\"" + name + "\") doesn't match regexp \"" + FULL_NAME + "\"",
                    ""));
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
