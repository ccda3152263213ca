package dev.kfstack.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kfstack.schema.Scalar;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @Test
    void aRangeKnowsItsSize() {
        Cidr range = Cidr.parse("10.20.0.0/18");

        assertThat(range).hasToString("10.20.0.0/18");
        assertThat(range.prefix()).isEqualTo(18);
        assertThat(range.addresses()).isEqualTo(16384);
        assertThat(Cidr.parse("0.0.0.0/0").addresses()).isEqualTo(1L << 32);
        assertThat(Cidr.parse("255.255.255.255/32").addresses()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10.0.0.0",
                "10.0.0.0/",
                "/8",
                "10.0.0/8",
                "10/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "256.0.0.0/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.*/24",
                "10.0.0.0-1/32",
                "::/0",
                "::ffff:10.0.0.0/104",
                "0x0a.0.0.0/8",
                "a/8",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "1.2.3.4.0/8",
                "\u0661\u0660.0.0.0/8",
                "10.0.0.0/+8",
                "*/8"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse(text))
                .withMessage("an IPv4 range such as 10.0.0.0/24");
    }

    @Test
    void aRangeStartsAtItsFirstAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse("10.0.0.5/28"))
                .withMessage("the first address of its range, 10.0.0.0/28");
    }

    @Property
    void whatIsReadIsWrittenTheSame(@ForAll("ranges") long[] range) {
        Cidr cidr = Cidr.parse(text(range));

        assertThat(cidr).hasToString(text(range)).isEqualTo(Cidr.parse(text(range)));
        assertThat(cidr.toString())
                .matches(Cidr.class.getAnnotation(Scalar.class).regex());
    }

    @Property
    void rangesOverlapWhenTheyShareAnAddress(@ForAll("ranges") long[] a, @ForAll("ranges") long[] b) {
        boolean shared = Math.max(a[0], b[0]) <= Math.min(last(a), last(b));
        boolean inside = a[0] >= b[0] && last(a) <= last(b);

        assertThat(Cidr.parse(text(a)).overlaps(Cidr.parse(text(b)))).isEqualTo(shared);
        assertThat(Cidr.parse(text(a)).isWithin(Cidr.parse(text(b)))).isEqualTo(inside);
    }

    @Property
    void anAddressInsideARangeIsRefusedAsItsStart(
            @ForAll("ranges") long[] range, @ForAll @IntRange(min = 1) int offset) {
        long size = last(range) - range[0] + 1;
        long[] shifted = {range[0] + offset % size, range[1]};
        if (shifted[0] == range[0]) {
            return;
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse(text(shifted)))
                .withMessage("the first address of its range, " + text(range));
    }

    /** First address and prefix length; few addresses, so that pairs meet. */
    @Provide
    Arbitrary<long[]> ranges() {
        return Combinators.combine(
                        Arbitraries.of(0L, 0x0A000000L, 0x0A00FF00L, 0x0A0000F0L, 0xC0A80000L, 0xFFFFFFFFL),
                        Arbitraries.integers().between(0, 32))
                .as((address, prefix) -> new long[] {prefix == 0 ? 0 : address & (-1L << (32 - prefix)), prefix});
    }

    private static long last(long[] range) {
        return range[0] + (1L << (32 - range[1])) - 1;
    }

    private static String text(long[] range) {
        int[] octets = {24, 16, 8, 0};
        return String.join(
                        ".",
                        Arrays.stream(octets)
                                .mapToObj(shift -> String.valueOf((range[0] >> shift) & 255))
                                .toList())
                + "/" + range[1];
    }
}
