package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The environment's part of a Shared VPC. */
public record Network(
        @Doc("Host project of the Shared VPC") Project hostProject,

        @Doc("Name of the VPC network in the host project")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String network,

        @Doc("Who owns subnetworks and firewall: kfstack writes the network stack, or a request to the network team")
        ManagedBy managedBy,

        @Doc("Subnetwork of the nodes") Subnetwork subnetwork,
        @Doc("Secondary range of the pods") SecondaryRange pods,

        @Doc("Secondary range of the Kubernetes services, fixed for the life of the cluster")
        SecondaryRange services,

        @Doc("Private services access for Cloud SQL: a range peered with Google, one per network")
        Optional<PrivateServices> privateServices,

        @Doc("Private Service Connect for Cloud SQL, instead of privateServices")
        Optional<Subnetwork> psc,

        @Doc("Whom the network's DNS asks; without it Google alone answers")
        Optional<Dns> dns,

        @Doc(
                "Denies nodes and pods every way out but those to Google's APIs, the platform's own ranges and what is named"
                        + " here; without it all are open")
        Optional<Egress> egress,

        @Doc("Ranges in use elsewhere that this network reaches, by name: overlap is refused")
        Map<String, Cidr> reserved) {

    /** Who creates what lies in the host project. */
    @LowerCase
    public enum ManagedBy {
        KFSTACK,
        NETWORK_TEAM
    }

    /** A subnetwork's primary range. */
    public record Subnetwork(
            @Doc("Name of the subnetwork") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String name,

            @Doc("Its primary range") Cidr cidr) {}

    /** A secondary range of the nodes' subnetwork. */
    public record SecondaryRange(
            @Doc("Name of the range in the subnetwork") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String rangeName,

            @Doc("The range") Cidr cidr) {}

    /** A range handed to Google's service networking. */
    public record PrivateServices(
            @Doc("Name of the reserved global address") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String name,

            @Doc("The range, /24 or larger") Cidr cidr,

            @Doc("The one environment whose network stack creates it, or network-team")
            @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String ownedBy) {

        /** The value of {@code ownedBy} that names no environment. */
        public static final String NETWORK_TEAM = "network-team";
    }

    /** Private zones of Cloud DNS, which answer the whole network, clusters and their pods included. */
    public record Dns(
            @Doc("The one environment whose network stack creates the zones, or network-team")
            @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String ownedBy,

            @Doc("Domains that the company's own resolvers answer, by name")
            Map<String, Forwarding> forwarding,

            @Doc("Addresses that Google's APIs and registries get: private, or restricted, which VPC Service Controls"
                    + " want; public ones when left out")
            Optional<GoogleApis> googleApis) {}

    /** A domain and who answers for it. */
    public record Forwarding(
            @Doc("The domain; names below it are meant too")
            @Form(
                    regex = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*",
                    words = "a domain such as corp.example.com, without a dot at its end")
            String domain,

            @Doc("Addresses of the resolvers; asked through the network, from 35.199.192.0/19")
            @Form(
                    regex = "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}",
                    words = "an IPv4 address such as 10.250.0.53")
            List<String> resolvers) {}

    /**
     * Names that stand for all of Google's APIs, and their addresses.
     *
     * @see <a href="https://cloud.google.com/vpc/docs/configure-private-google-access#domain-options">the two of them</a>
     */
    @LowerCase
    public enum GoogleApis {
        PRIVATE("199.36.153.8/30"),
        RESTRICTED("199.36.153.4/30");

        private final String range;

        GoogleApis(String range) {
            this.range = range;
        }

        /** The name that has the addresses. */
        public String hostname() {
            return name().toLowerCase(Locale.ROOT) + ".googleapis.com";
        }

        /** The addresses; reached from inside Google's network alone. */
        public Cidr range() {
            return Cidr.parse(range);
        }
    }

    /** What is open beside the platform's own. */
    public record Egress(
            @Doc("Further destinations, by name") Map<String, Destination> allow) {}

    /** A way out. */
    public record Destination(
            @Doc("Ranges that may be reached") List<Cidr> ranges,

            @Doc("TCP ports; without any, all ports of all protocols") @Range(min = 1, max = 65535)
            List<Integer> ports) {}
}
