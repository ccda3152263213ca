package dev.kfstack.cli;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The address plan as a table, a network after the other. */
final class IpPlanText {

    private static final int BAR = 20;

    private IpPlanText() {}

    static String render(List<NetworkRange> ranges) {
        int cidr = width(ranges, IpPlanText::cidr);
        int use = width(ranges, range -> range.use().range().use());
        StringBuilder text = new StringBuilder();
        String network = "";
        for (NetworkRange range : ranges) {
            if (!range.network().equals(network)) {
                text.append(text.isEmpty() ? "" : "\n").append(range.network()).append('\n');
                network = range.network();
            }
            text.append("  ")
                    .append(padded(cidr(range), cidr))
                    .append("  ")
                    .append(padded(range.use().range().use(), use))
                    .append("  ")
                    .append(fill(range))
                    .append("  ")
                    .append(String.join(", ", range.environments()))
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code ####................  19 of 252   8%}, or the size alone. */
    private static String fill(NetworkRange range) {
        OptionalLong percent = range.use().percent();
        String numbers = range.use().needed().isPresent()
                ? range.use().needed().getAsLong() + " of " + range.use().capacity()
                : String.valueOf(range.use().capacity());
        String share = percent.isPresent() ? String.format(Locale.ROOT, "%3d%%", percent.getAsLong()) : "    ";
        return bar(percent) + " " + String.format(Locale.ROOT, "%14s", numbers) + " " + share;
    }

    private static String bar(OptionalLong percent) {
        if (percent.isEmpty()) {
            return " ".repeat(BAR);
        }
        int filled = (int) Math.min(BAR, (percent.getAsLong() * BAR + 99) / 100);
        return "#".repeat(filled) + ".".repeat(BAR - filled);
    }

    private static String cidr(NetworkRange range) {
        return range.use().range().cidr().toString();
    }

    private static int width(List<NetworkRange> ranges, java.util.function.Function<NetworkRange, String> column) {
        return ranges.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
