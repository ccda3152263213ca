package dev.kfstack.stacks;

import dev.kfstack.environment.Network;
import dev.kfstack.network.GoogleApisNames;

/** What a network has once, whoever asks for it: no part of a request's configuration, but commands for who has none of it yet. */
record OncePerNetwork(Network network) {

    String text() {
        return privateServices() + dns();
    }

    private String privateServices() {
        return network.privateServices()
                .map(range -> """

                        ## Private services

                        Cloud SQL takes its address from a range that is peered with Google. **A network has these private services once**,
                        for all environments and everybody else who uses it; that is why they are not in `main.tf.json`. When
                        `%1$s` is there already with `%2$s`, nothing is to be done. Otherwise, once:

                        ```sh
                        gcloud compute addresses create %1$s --project=%3$s --global --purpose=VPC_PEERING \\
                          --network=%4$s --addresses=%5$s --prefix-length=%6$d
                        gcloud services vpc-peerings connect --project=%3$s --network=%4$s \\
                          --service=servicenetworking.googleapis.com --ranges=%1$s
                        ```

                        Where the network has private services with other ranges, the second command is `vpc-peerings update`, with
                        `--ranges` naming all of them.
                        """.formatted(
                                range.name(),
                                range.cidr(),
                                network.hostProject().id(),
                                network.network(),
                                range.cidr().firstAddress(),
                                range.cidr().prefix()))
                .orElse("");
    }

    private String dns() {
        return network.dns()
                .filter(dns -> dns.ownedBy().equals(Network.PrivateServices.NETWORK_TEAM))
                .map(dns -> """

                        ## DNS

                        Private zones of Cloud DNS answer the whole network, so a network has each of these **once**, for all environments;
                        that is why they are not in `main.tf.json`. Where a zone is there already, nothing is to be done. The resolvers see
                        the questions come from `35.199.192.0/19`, and must answer there.

                        ```sh
                        """ + zones(dns) + "```\n")
                .orElse("");
    }

    private String zones(Network.Dns dns) {
        StringBuilder text = new StringBuilder();
        dns.forwarding().forEach((name, forwarding) -> text.append(zone(name, forwarding.domain()))
                .append(" \\\n  --private-forwarding-targets=")
                .append(String.join(",", forwarding.resolvers()))
                .append('\n'));
        dns.googleApis().ifPresent(variant -> GoogleApisNames.of(variant).forEach(google -> {
            String zone = google.domain().replace('.', '-');
            text.append(zone(zone, google.domain())).append('\n');
            text.append(record(zone, google.host(), "A", String.join(",", google.addresses())));
            text.append(record(zone, "*." + google.domain(), "CNAME", google.host() + "."));
        }));
        return text.toString();
    }

    private String zone(String name, String domain) {
        return "gcloud dns managed-zones create %s --project=%s --dns-name=%s. --description= \\\n  --visibility=private --networks=%s"
                .formatted(name, network.hostProject().id(), domain, network.network());
    }

    private String record(String zone, String host, String type, String data) {
        return "gcloud dns record-sets create '%s.' --project=%s --zone=%s --type=%s --ttl=300 --rrdatas=%s\n"
                .formatted(host, network.hostProject().id(), zone, type, data);
    }
}
