package dev.kfstack.environment;

import dev.kfstack.schema.Scalar;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import org.jspecify.annotations.Nullable;

/** An IPv4 range in canonical form: its address is the first one of the range. */
@Scalar(regex = Cidr.FORM, words = Cidr.WORDS, placeholder = "0.0.0.0/32")
public record Cidr(IPv4Address block) {

    static final String FORM = "(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}/(0|[1-9][0-9]?)";
    static final String WORDS = "an IPv4 range such as 10.0.0.0/24";

    /**
     * Reads {@code a.b.c.d/n}.
     *
     * @throws IllegalArgumentException for anything else; the message follows "must be"
     */
    public static Cidr parse(String text) {
        IPv4Address address = address(text);
        if (address == null) {
            throw new IllegalArgumentException(WORDS);
        }
        IPv4Address block = address.toPrefixBlock();
        if (!block.getLower().withoutPrefixLength().equals(address.getLower().withoutPrefixLength())) {
            throw new IllegalArgumentException("the first address of its range, " + block.toPrefixLengthString());
        }
        return new Cidr(block);
    }

    /** The library takes more than CIDR notation: masks, wildcards, blanks, octal numbers. */
    private static @Nullable IPv4Address address(String text) {
        try {
            return text.matches(FORM) ? new IPAddressString(text).toAddress().toIPv4() : null;
        } catch (AddressStringException e) {
            return null;
        }
    }

    /** The first address of the range, without prefix. */
    public String firstAddress() {
        return block.getLower().withoutPrefixLength().toCanonicalString();
    }

    /** Length of the prefix, 0 to 32. */
    public int prefix() {
        return block.getNetworkPrefixLength();
    }

    /** Number of addresses, first and last included. */
    public long addresses() {
        return 1L << (32 - prefix());
    }

    public boolean overlaps(Cidr other) {
        return block.contains(other.block) || other.block.contains(block);
    }

    public boolean isWithin(Cidr other) {
        return other.block.contains(block);
    }

    @Override
    public String toString() {
        return block.toPrefixLengthString();
    }
}
