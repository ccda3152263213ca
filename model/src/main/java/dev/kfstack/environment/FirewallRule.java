package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import java.util.List;

/** A firewall rule of the network that aims at an environment's nodes: one of both directions has ranges. */
public record FirewallRule(
        @Doc("Ranges that connections come in from") List<Cidr> from,
        @Doc("Ranges that connections go out to") List<Cidr> to,

        @Doc("tcp, or all of them") @Default("tcp") Protocol protocol,

        @Doc("TCP ports; without any, all ports") @Range(min = 1, max = 65535)
        List<Integer> ports,

        @Doc("Whether it denies what it names, where no rule before it allows it") @Default("false")
        boolean denies) {

    /** What a rule is about. */
    @LowerCase
    public enum Protocol {
        TCP,
        ALL
    }
}
