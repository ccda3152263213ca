package dev.kfstack.environment;

import dev.kfstack.schema.Scalar;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount in Kubernetes' notation: {@code 500m}, {@code 64}, {@code 256Gi}. Kept as written.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
@Scalar(regex = Quantity.FORM, words = Quantity.WORDS, placeholder = "0", numbers = true)
public record Quantity(String text) {

    static final String FORM = "[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?";
    static final String WORDS = "a Kubernetes quantity such as 64, 500m or 256Gi";
    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final Map<String, BigDecimal> UNITS = units();

    /**
     * Reads a quantity.
     *
     * @throws IllegalArgumentException for any other notation; the message follows "must be"
     */
    public static Quantity parse(String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException(WORDS);
        }
        return new Quantity(text);
    }

    /** The amount without unit: {@code 1Ki} is 1024, {@code 500m} is 0.5. */
    public BigDecimal amount() {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a quantity: " + text);
        }
        String unit = Objects.requireNonNullElse(matcher.group(2), "");
        String number = text.substring(0, text.length() - unit.length());
        return new BigDecimal(number).multiply(UNITS.getOrDefault(unit, BigDecimal.ONE));
    }

    private static Map<String, BigDecimal> units() {
        Map<String, BigDecimal> units = new TreeMap<>(Map.of("m", new BigDecimal("0.001")));
        BigDecimal decimal = BigDecimal.ONE;
        BigDecimal binary = BigDecimal.ONE;
        for (String prefix : new String[] {"k", "M", "G", "T", "P", "E"}) {
            decimal = decimal.multiply(BigDecimal.valueOf(1000));
            binary = binary.multiply(BigDecimal.valueOf(1024));
            units.put(prefix, decimal);
            units.put(prefix.toUpperCase(Locale.ROOT) + "i", binary);
        }
        return Map.copyOf(units);
    }

    @Override
    public String toString() {
        return text;
    }
}
