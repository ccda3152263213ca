package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.FirewallRule;
import dev.kfstack.environment.FirewallRule.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The firewall rules that a network team has, whatever they call them: what one does not let through, another may. A range
 * that is asked for must lie in one range of a rule.
 */
record AnsweredFirewall(Collection<FirewallRule> rules) {

    /** What of a rule that was asked for none of them does, each to follow "nothing"; empty when it is all there. */
    List<String> missing(FirewallRule asked) {
        boolean in = asked.to().isEmpty();
        Map<String, List<Cidr>> gaps = new LinkedHashMap<>();
        for (Cidr range : in ? asked.from() : asked.to()) {
            String gap = gap(asked, about(range, in));
            if (!gap.isEmpty()) {
                gaps.computeIfAbsent(gap, first -> new ArrayList<>()).add(range);
            }
        }
        return gaps.entrySet().stream()
                .map(gap -> gap.getKey()
                        + (in ? " in from " : " out to ")
                        + gap.getValue().stream().map(Cidr::toString).collect(Collectors.joining(", ")))
                .toList();
    }

    private List<FirewallRule> about(Cidr range, boolean in) {
        return rules.stream()
                .filter(rule -> (in ? rule.from() : rule.to()).stream().anyMatch(range::isWithin))
                .toList();
    }

    private static String gap(FirewallRule asked, List<FirewallRule> about) {
        List<FirewallRule> alike =
                about.stream().filter(rule -> rule.denies() == asked.denies()).toList();
        String does = asked.denies() ? "denies " : "lets ";
        if (alike.stream().anyMatch(rule -> rule.protocol() == Protocol.ALL)) {
            return "";
        }
        if (asked.protocol() == Protocol.ALL) {
            return does + "all protocols";
        }
        if (alike.stream().anyMatch(rule -> rule.ports().isEmpty())) {
            return "";
        }
        TreeSet<Integer> ports = new TreeSet<>(asked.ports());
        alike.forEach(rule -> ports.removeAll(rule.ports()));
        if (!asked.ports().isEmpty() && ports.isEmpty()) {
            return "";
        }
        return does + "tcp"
                + (ports.isEmpty()
                        ? ""
                        : " " + ports.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
