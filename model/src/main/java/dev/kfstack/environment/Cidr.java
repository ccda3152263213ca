package dev.kfstack.environment;

import dev.kfstack.schema.Scalar;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;

/** An IPv4 range in canonical form: its address is the first one of the range. */
@Scalar(
        regex = "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}",
        words = "an IPv4 range such as 10.0.0.0/24",
        placeholder = "0.0.0.0/32")
public record Cidr(IPv4Address block) {

    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowIPv6(false)
            .allowEmpty(false)
            .allowAll(false)
            .allowMask(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    /**
     * Reads {@code a.b.c.d/n}.
     *
     * @throws IllegalArgumentException for anything else; the message follows "must be"
     */
    public static Cidr parse(String text) {
        IPv4Address address = address(text);
        if (address == null || !text.contains("/")) {
            throw new IllegalArgumentException("an IPv4 range such as 10.0.0.0/24");
        }
        IPv4Address block = address.toPrefixBlock();
        if (!block.getLower().withoutPrefixLength().equals(address.getLower().withoutPrefixLength())) {
            throw new IllegalArgumentException("the first address of its range, " + block.toPrefixLengthString());
        }
        return new Cidr(block);
    }

    private static @org.jspecify.annotations.Nullable IPv4Address address(String text) {
        try {
            return new IPAddressString(text, STRICT).toAddress().toIPv4();
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
