package dev.kfstack.forge;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer that is none of success, and what it means: whether to come again, and when.
 *
 * @param request what was asked, as an address
 * @param text the forge's own words
 * @param headers by name in lower case
 */
record Answer(String request, int status, String text, Map<String, String> headers) {

    private static final int BAD_REQUEST = 400;

    static Answer of(String request, int status, String text, Map<String, List<String>> headers) {
        Map<String, String> first = new TreeMap<>();
        headers.forEach((name, values) -> {
            if (name != null && !values.isEmpty()) {
                first.put(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        return new Answer(request, status, text, first);
    }

    boolean isGone() {
        return status == 404 || status == 410;
    }

    /** Whether the forge asks for fewer requests: GitHub says so by 403 as well. */
    private boolean isLimit() {
        boolean isUsedUp = headers.containsKey("retry-after") || "0".equals(headers.get("x-ratelimit-remaining"));
        return status == 429 || (status == 403 && isUsedUp);
    }

    /**
     * @param token taken out, should the forge repeat it
     * @param variable where the token came from
     */
    ForgeException exception(String token, String variable) {
        String what = request + ": " + (status < BAD_REQUEST ? "" : status + " ")
                + text.strip().replaceAll("\\s+", " ");
        String message = token.isEmpty() ? what : what.replace(token, "***");
        if (isLimit() || status >= 500 || status < BAD_REQUEST) {
            return ForgeException.temporary(message, untilLimitEnds());
        }
        return ForgeException.lasting(message + hint(variable));
    }

    private String hint(String variable) {
        return switch (status) {
            case 401 -> "; the token in " + variable + " is not valid (any more)";
            case 403 -> "; the token in " + variable + " may not write comments or issues here";
            case 404 -> "; it does not exist, or the token in " + variable + " may not see it";
            default -> "";
        };
    }

    /** By the forge's own clock, which its Date header shows. */
    private Duration untilLimitEnds() {
        Optional<Duration> asked = seconds("retry-after").map(Duration::ofSeconds);
        if (asked.isPresent() || !isLimit()) {
            return asked.orElse(Duration.ZERO);
        }
        return seconds("x-ratelimit-reset")
                .or(() -> seconds("ratelimit-reset"))
                .map(reset -> Duration.between(now(), Instant.ofEpochSecond(reset)))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    private Instant now() {
        try {
            return ZonedDateTime.parse(headers.getOrDefault("date", ""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException noDate) {
            return Instant.now();
        }
    }

    private Optional<Long> seconds(String header) {
        return Optional.ofNullable(headers.get(header))
                .filter(value -> value.matches("\\d{1,15}"))
                .map(Long::valueOf);
    }
}
