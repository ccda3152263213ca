package dev.kfstack.network;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Network.GoogleApis;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A domain of Google's that the platform calls and that has private addresses too.
 *
 * @param domain all names in it mean the same addresses
 * @param host the name that has the addresses
 * @see <a href="https://cloud.google.com/vpc/docs/configure-private-google-access#config-domain">the domains</a>
 */
public record GoogleApisNames(String domain, String host, List<String> addresses) {

    /** Where clients go that speak to an API without the front end that its names stand for, in either variant. */
    private static final Cidr DIRECT = Cidr.parse("34.126.0.0/18");

    /**
     * All of them: beside the APIs, images, and the keys by which IAP's tokens are verified. Those lie on gstatic.com, which
     * no restricted address answers for.
     */
    public static List<GoogleApisNames> of(GoogleApis variant) {
        List<String> addresses = addresses(variant.range());
        return List.of(
                new GoogleApisNames("googleapis.com", variant.hostname(), addresses),
                new GoogleApisNames("gcr.io", "gcr.io", addresses),
                new GoogleApisNames("gstatic.com", "gstatic.com", addresses(GoogleApis.PRIVATE.range())),
                new GoogleApisNames("pkg.dev", "pkg.dev", addresses));
    }

    /**
     * What a firewall lets through to reach them.
     *
     * @param iap whether the keys of IAP are among what is needed
     */
    public static List<Cidr> ranges(GoogleApis variant, boolean iap) {
        return Stream.of(variant.range(), iap ? GoogleApis.PRIVATE.range() : variant.range(), DIRECT)
                .distinct()
                .toList();
    }

    private static List<String> addresses(Cidr range) {
        String first = range.firstAddress();
        int dot = first.lastIndexOf('.') + 1;
        int last = Integer.parseInt(first.substring(dot));
        return IntStream.range(0, Math.toIntExact(range.addresses()))
                .mapToObj(i -> first.substring(0, dot) + (last + i))
                .toList();
    }
}
