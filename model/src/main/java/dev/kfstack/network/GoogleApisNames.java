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

    /** Beside the APIs: images, and the keys by which IAP's tokens are verified. */
    private static final List<String> DOMAINS = List.of("gcr.io", "gstatic.com", "pkg.dev");

    private static final String APIS = "googleapis.com";

    /** All of them. */
    public static List<GoogleApisNames> of(GoogleApis variant) {
        List<String> addresses = addresses(variant.range());
        return Stream.concat(
                        Stream.of(new GoogleApisNames(APIS, variant.hostname(), addresses)),
                        DOMAINS.stream().map(domain -> new GoogleApisNames(domain, domain, addresses)))
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
