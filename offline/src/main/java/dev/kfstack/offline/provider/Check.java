package dev.kfstack.offline.provider;

import dev.kfstack.offline.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks of single values, read out of what a provider said of a nonsense value. Messages from which no rule can be read
 * check nothing: those are left to the rules of a type.
 */
final class Check {

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final String NOT_EMPTY = "to not be an empty string";
    private static final Pattern LENGTH = Pattern.compile("length of .* in the range \\((\\d+) - (\\d+)\\)");
    private static final Pattern RANGE = Pattern.compile("in the range \\(" + NUMBER + " - " + NUMBER + "\\)");
    private static final Pattern AT_LEAST = Pattern.compile("to be at least \\(" + NUMBER + "\\)");
    private static final Pattern REGEX = Pattern.compile("(?:doesn't match regexp|must match regex) \"(.*)\"$");
    private static final Pattern CIDR =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*/\\d{1,3}");
    private static final Pattern HOUR = Pattern.compile("([01][0-9]|2[0-3]):00");
    private static final Pattern MINUTE = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]{1,9})?s");
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|ms|s|m|h))+)");
    private static final BigDecimal DAY = BigDecimal.valueOf(24 * 60 * 60);
    private static final Pattern DNS_LABELS =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    /** Of 4 to 32 characters; what begins with gcp- is Google's. */
    private static final Pattern POOL_ID = Pattern.compile("(?!gcp-)[-a-z0-9]{4,32}(\\.svc\\.id\\.goog)?");

    private static final Pattern MEMBER =
            Pattern.compile("(allUsers|allAuthenticatedUsers|(?:deleted:)?[a-zA-Z]+:.+|principal(?:Set)?://.+)");

    private Check() {}

    /** What is wrong with a known value, as the provider words it; empty where nothing is. */
    static Optional<String> message(String rule, String path, Value value) {
        if (rule.contains(NOT_EMPTY)) {
            return unless(!value.text().isEmpty(), "expected \"" + path + "\" " + NOT_EMPTY + ", got ");
        }
        boolean judged = !value.text().isEmpty() || REGEX.matcher(rule).find();
        return judged ? find(rule, path, value.text()) : Optional.empty();
    }

    private static Optional<String> find(String rule, String path, String text) {
        Matcher length = LENGTH.matcher(rule);
        if (length.find()) {
            // as Go counts it, in bytes
            String bytes = String.valueOf(text.getBytes(StandardCharsets.UTF_8).length);
            return unless(
                    !outside(bytes, length.group(1), length.group(2)),
                    "expected length of " + path + " to be in the range (" + length.group(1) + " - " + length.group(2)
                            + "), got " + text);
        }
        Matcher range = RANGE.matcher(rule);
        if (range.find()) {
            return outside(text, range.group(1), range.group(2))
                    ? Optional.of("expected " + path + " to be in the range (" + range.group(1) + " - " + range.group(2)
                            + "), got " + text)
                    : Optional.empty();
        }
        Matcher least = AT_LEAST.matcher(rule);
        if (least.find()) {
            return new BigDecimal(text).compareTo(new BigDecimal(least.group(1))) < 0
                    ? Optional.of("expected " + path + " to be at least (" + least.group(1) + "), got " + text)
                    : Optional.empty();
        }
        Matcher regex = REGEX.matcher(rule);
        if (regex.find()) {
            // the table quotes as Go does: a backslash is written twice
            String pattern = regex.group(1).replace("\\\\", "\\");
            return Pattern.compile(pattern).matcher(text).find()
                    ? Optional.empty()
                    : Optional.of("\"" + path + "\" (\"" + text + "\") doesn't match regexp \"" + pattern + "\"");
        }
        return worded(rule, path).apply(text);
    }

    private static Function<String, Optional<String>> worded(String rule, String path) {
        if (rule.contains("RFC 1123")) {
            return text -> unless(
                    DNS_LABELS.matcher(text).matches(),
                    path
                            + " must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
                            + "alphanumeric character, got: " + text);
        } else if (rule.contains("must contain only lowercase letters (a-z), numbers (0-9), or dashes (-)")) {
            return text -> unless(
                    POOL_ID.matcher(text).matches(),
                    "\"" + path + "\" must contain only lowercase letters (a-z), numbers (0-9), or dashes (-), got: "
                            + text);
        } else if (rule.contains("IAM members must have")) {
            return text -> unless(
                    MEMBER.matcher(text).matches(),
                    "invalid value \"" + text + "\" for " + path
                            + " (IAM members must have one of the values outlined here: "
                            + "https://cloud.google.com/billing/docs/reference/rest/v1/Policy#Binding)");
        } else if (rule.contains("CIDR")) {
            return text -> unless(
                    CIDR.matcher(text).matches(),
                    "expected " + path + " to contain a valid Value, got: " + text + " with err: invalid CIDR address: "
                            + text);
        } else if (rule.startsWith("parsing time")) {
            return text -> unless(
                    isInstant(text), path + ": parsing time \"" + text + "\": expected RFC 3339, 2026-01-03T02:00:00Z");
        } else if (rule.contains("to be a domain like")) {
            return text -> unless(
                    text.contains("."),
                    "expected " + path + " to be a domain like serviceusage.googleapis.com, got " + text);
        }
        if (rule.contains("trailing dot")) {
            return text -> unless(
                    text.endsWith("."),
                    "\"" + path + "\" (\"" + text
                            + "\") doesn't end with \".\", name field must end with trailing dot");
        }
        return timed(rule, path);
    }

    /** Hours, durations and what is made of seconds. */
    private static Function<String, Optional<String>> timed(String rule, String path) {
        if (rule.contains("in the format HH:00")) {
            return text -> unless(
                    HOUR.matcher(text).matches(),
                    "\"" + path + "\" does not allow minutes, it must be in the format HH:00, got: " + text);
        } else if (rule.contains("in the format HH:mm")) {
            return text -> unless(
                    MINUTE.matcher(text).matches(),
                    "\"" + path + "\" (\"" + text + "\") must be in the format HH:mm (RFC3339)");
        } else if (rule.contains("rotation period")) {
            return text -> unless(SECONDS.matcher(text).matches(), path + ": Invalid rotation period format: " + text)
                    .or(() -> unless(
                            seconds(text).compareTo(DAY) >= 0,
                            path + ": Rotation period must be greater than one day, got: " + text));
        } else if (rule.contains("invalid duration")) {
            return text -> unless(
                    DURATION.matcher(text).matches(),
                    "\"" + path + "\" is not a valid duration: time: invalid duration \"" + text + "\"");
        }
        return text -> Optional.empty();
    }

    private static BigDecimal seconds(String text) {
        return new BigDecimal(text.substring(0, text.length() - 1));
    }

    private static Optional<String> unless(boolean fine, String message) {
        return fine ? Optional.empty() : Optional.of(message);
    }

    private static boolean outside(String text, String least, String most) {
        BigDecimal number = new BigDecimal(text);
        return number.compareTo(new BigDecimal(least)) < 0 || number.compareTo(new BigDecimal(most)) > 0;
    }

    private static boolean isInstant(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
