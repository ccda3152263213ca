package dev.kfstack.review.guard;

import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a change lets in. Only what the change brings is judged: what stays as it is was reviewed before. */
final class AccessGuards {

    /** Something let in. */
    record Access(Guard guard, String message, String advice) {}

    private static final Set<String> EVERYBODY = Set.of("allUsers", "allAuthenticatedUsers");
    private static final Set<String> OVER_EVERYTHING = Set.of("roles/owner", "roles/editor");

    /** Each a way to become anybody, when it is granted over a whole project or more. */
    private static final Set<String> ANYBODY = Set.of(
            "roles/iam.serviceAccountTokenCreator",
            "roles/iam.serviceAccountKeyAdmin",
            "roles/iam.workloadIdentityUser");

    private static final Pattern WHOLE = Pattern.compile("google_(project|folder|organization)_iam_.*");
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0/0", "::/0");
    private static final Pattern AUTHORITATIVE = Pattern.compile("google_.*_iam_(policy|binding)");
    private static final Pattern MEMBER = Pattern.compile("members?(\\[\\d+])?");
    private static final Pattern RANGE = Pattern.compile("source_ranges\\[\\d+]"
            + "|master_authorized_networks_config\\[0]\\.cidr_blocks\\[\\d+]\\.cidr_block"
            + "|settings\\[0]\\.ip_configuration\\[0]\\.authorized_networks\\[\\d+]\\.value");

    private final Change change;
    private final List<Access> found = new ArrayList<>();

    private AccessGuards(Change change) {
        this.change = change;
    }

    static List<Access> check(Change change) {
        AccessGuards guards = new AccessGuards(change);
        boolean arrives = change.action().creates();
        if (arrives && change.type().equals("google_service_account_key")) {
            guards.add(Guard.SERVICE_ACCOUNT_KEY, "a key is made for a service account", "use Workload Identity");
        }
        if (arrives && AUTHORITATIVE.matcher(change.type()).matches()) {
            guards.add(
                    Guard.WIDE_IAM,
                    change.type() + " takes away what others have granted",
                    "use the resource that ends in _iam_member");
        }
        change.attributes().stream()
                .filter(attribute -> attribute.after().isKnown())
                .forEach(guards::attribute);
        return guards.found;
    }

    private void attribute(Attribute attribute) {
        String path = attribute.path().text();
        String value = attribute.after().text();
        boolean whole = WHOLE.matcher(change.type()).matches();
        if (path.equals("role") && (OVER_EVERYTHING.contains(value) || (whole && ANYBODY.contains(value)))) {
            add(Guard.WIDE_IAM, value + " is granted", "grant the narrow role that is needed, on what needs it");
        }
        if (MEMBER.matcher(path).matches() && EVERYBODY.contains(value)) {
            add(Guard.PUBLIC_ACCESS, value + " gets a role", "name a group or a service account");
        }
        if (RANGE.matcher(path).matches() && ANYWHERE.contains(value) && !denies()) {
            add(Guard.PUBLIC_ACCESS, path + " lets in every address", "name the ranges that need it");
        }
        if (opens(path, value)) {
            add(Guard.PUBLIC_ACCESS, path + " becomes " + value, "reach it over the private network or DNS endpoint");
        }
    }

    private boolean opens(String path, String value) {
        return switch (change.type()) {
            case "google_sql_database_instance" ->
                path.equals("settings[0].ip_configuration[0].ipv4_enabled") && value.equals("true");
            case "google_container_cluster" ->
                path.equals("private_cluster_config[0].enable_private_endpoint") && value.equals("false");
            case "google_storage_bucket" -> path.equals("public_access_prevention") && value.equals("inherited");
            default -> false;
        };
    }

    /** A firewall rule that only denies lets nobody in. */
    private boolean denies() {
        return change.type().equals("google_compute_firewall")
                && change.attributes().stream()
                        .anyMatch(attribute -> attribute.path().text().startsWith("deny[")
                                && !attribute.after().isAbsent());
    }

    private void add(Guard guard, String message, String advice) {
        found.add(new Access(guard, message, advice));
    }
}
