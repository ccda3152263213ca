package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** Disks and subnetworks. */
final class ComputeRules {

    private ComputeRules() {}

    static void diskCannotShrink(Change change) {
        if (change.prior().at("size") instanceof Value.Numeric had
                && change.planned().get("size") instanceof Value.Numeric wanted
                && wanted.value().compareTo(had.value()) < 0) {
            change.replace("size");
        }
    }

    /** The primary range may grow around what it was. */
    static void subnetworkCannotShrink(Change change) {
        String had = change.prior().at("ip_cidr_range").text();
        String wanted = change.planned().get("ip_cidr_range").text();
        if (change.changes("ip_cidr_range") && had.contains("/") && wanted.contains("/") && bits(wanted) >= bits(had)) {
            change.replace("ip_cidr_range");
        }
    }

    /** Secondary ranges in another order are the same ranges. */
    static void rangesHaveNoOrder(Change change) {
        List<Value> had = change.prior().at("secondary_ip_range").elements();
        List<Value> wanted = change.planned().get("secondary_ip_range").elements();
        if (had.size() == wanted.size()
                && wanted.stream().allMatch(range -> had.stream().anyMatch(old -> same(range, old)))) {
            change.plan("secondary_ip_range", Value.list(had));
        }
    }

    private static boolean same(Value range, Value old) {
        return range.at("range_name").equals(old.at("range_name"))
                && range.at("ip_cidr_range").equals(old.at("ip_cidr_range"));
    }

    private static int bits(String range) {
        return Integer.parseInt(range.substring(range.indexOf('/') + 1));
    }
}
