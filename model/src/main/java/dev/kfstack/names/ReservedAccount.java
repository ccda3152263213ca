package dev.kfstack.names;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Google service accounts that kfstack makes for its own parts: their names cannot be used in serviceAccounts. */
public enum ReservedAccount {
    /** What nodes run as. */
    NODES,
    /** The Cloud SQL proxy in the cluster. */
    CLOUDSQL,
    /** Velero. */
    VELERO,
    /** Pipelines that plan. */
    PLANNER,
    /** Pipelines that apply. */
    APPLIER;

    /** The account's name, as {@link ResourceNames#email(String)} takes it. */
    public String account() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> accounts() {
        return Arrays.stream(values()).map(ReservedAccount::account).toList();
    }
}
