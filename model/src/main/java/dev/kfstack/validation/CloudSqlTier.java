package dev.kfstack.validation;

import dev.kfstack.environment.Database.Edition;
import dev.kfstack.problem.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which machines Cloud SQL for MySQL offers, by edition.
 *
 * @see <a href="https://cloud.google.com/sql/docs/mysql/instance-settings">limits of custom machines, rows Cores and
 *     Memory</a>
 * @see <a href="https://cloud.google.com/sql/docs/mysql/machine-series-overview">machines with names of their own</a>
 */
final class CloudSqlTier {

    /** Of the edition Enterprise. */
    private static final List<String> NAMED = List.of(
            "db-f1-micro",
            "db-g1-small",
            "db-n1-standard-1",
            "db-n1-standard-2",
            "db-n1-standard-4",
            "db-n1-standard-8",
            "db-n1-standard-16",
            "db-n1-standard-32",
            "db-n1-standard-64",
            "db-n1-standard-96",
            "db-n1-highmem-2",
            "db-n1-highmem-4",
            "db-n1-highmem-8",
            "db-n1-highmem-16",
            "db-n1-highmem-32",
            "db-n1-highmem-64",
            "db-n1-highmem-96");

    private static final List<String> PLUS = List.of(
            "db-perf-optimized-N-2",
            "db-perf-optimized-N-4",
            "db-perf-optimized-N-8",
            "db-perf-optimized-N-16",
            "db-perf-optimized-N-32",
            "db-perf-optimized-N-48",
            "db-perf-optimized-N-64",
            "db-perf-optimized-N-80",
            "db-perf-optimized-N-96",
            "db-perf-optimized-N-128");

    /** C4A and N4: their disks are Hyperdisk, which an instance on Persistent Disk cannot change to. */
    private static final Pattern HYPERDISK = Pattern.compile("db-(c4a|custom-N4|perf-optimized-C4A?)-.*");

    private static final Pattern CUSTOM = Pattern.compile("db-custom-([0-9]{1,3})-([0-9]{1,7})");
    private static final int MEGABYTES_STEP = 256;
    private static final int MEGABYTES_MIN = 3840;

    /** 0.9 and 6.5 GB, in tenths of MB to stay with whole numbers. */
    private static final int TENTHS_PER_CPU_MIN = 9216;

    private static final int TENTHS_PER_CPU_MAX = 66560;

    /** What is wrong with a tier, and the likely fix. */
    record Problem(String message, Optional<String> hint) {

        Problem(String message) {
            this(message, Optional.empty());
        }
    }

    private CloudSqlTier() {}

    static Optional<Problem> problem(Edition edition, String tier) {
        if (HYPERDISK.matcher(tier).matches()) {
            return Optional.of(new Problem(
                    "must be a machine on Persistent Disk, got \"" + tier + "\", whose disks are Hyperdisk"));
        }
        if (edition == Edition.ENTERPRISE_PLUS) {
            return PLUS.contains(tier)
                    ? Optional.empty()
                    : Optional.of(unknown(tier, "a tier of ENTERPRISE_PLUS", PLUS));
        }
        if (PLUS.contains(tier)) {
            return Optional.of(new Problem(
                    "\"" + tier + "\" needs edition ENTERPRISE_PLUS", Optional.of("add edition: ENTERPRISE_PLUS")));
        }
        Matcher custom = CUSTOM.matcher(tier);
        if (custom.matches()) {
            return custom(Integer.parseInt(custom.group(1)), Long.parseLong(custom.group(2)));
        }
        if (tier.startsWith("db-custom")) {
            return Optional.of(new Problem("must be db-custom-CPUS-MEGABYTES, got \"" + tier + "\""));
        }
        return NAMED.contains(tier)
                ? Optional.empty()
                : Optional.of(unknown(tier, "a tier, or be db-custom-CPUS-MEGABYTES", NAMED));
    }

    private static Optional<Problem> custom(int cpus, long megabytes) {
        if (cpus != 1 && (cpus == 0 || cpus % 2 != 0 || cpus > 96)) {
            return Optional.of(new Problem("must have 1 CPU or an even number up to 96, got " + cpus));
        }
        long tenths = megabytes * 10;
        boolean fits = megabytes % MEGABYTES_STEP == 0
                && megabytes >= MEGABYTES_MIN
                && tenths >= (long) cpus * TENTHS_PER_CPU_MIN
                && tenths <= (long) cpus * TENTHS_PER_CPU_MAX;
        return fits
                ? Optional.empty()
                : Optional.of(new Problem(
                        "memory must be a multiple of 256 MB, at least 3840 MB, and 0.9 to 6.5 GB for each CPU, got "
                                + megabytes + " MB for " + cpus));
    }

    private static Problem unknown(String tier, String what, List<String> allowed) {
        return new Problem(
                "must name " + what + ", got \"" + tier + "\"; known: " + String.join(", ", allowed),
                Spelling.didYouMean(tier, allowed));
    }
}
