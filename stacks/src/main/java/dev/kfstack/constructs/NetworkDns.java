package dev.kfstack.constructs;

import dev.kfstack.bindings.google.dns_managed_zone.DnsManagedZone;
import dev.kfstack.bindings.google.dns_managed_zone.DnsManagedZoneForwardingConfig;
import dev.kfstack.bindings.google.dns_managed_zone.DnsManagedZoneForwardingConfigTargetNameServers;
import dev.kfstack.bindings.google.dns_managed_zone.DnsManagedZonePrivateVisibilityConfig;
import dev.kfstack.bindings.google.dns_managed_zone.DnsManagedZonePrivateVisibilityConfigNetworks;
import dev.kfstack.bindings.google.dns_record_set.DnsRecordSet;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.GoogleApisNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * Private zones of the network: domains that other resolvers answer, and the names of Google's APIs. They answer the whole
 * network, whatever else is in it, so one environment has them.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns">whom a pod's question reaches</a>
 */
public final class NetworkDns extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "dns");
    private static final int TTL_SECONDS = 300;

    /**
     * The zones of the environment that owns them.
     *
     * @param services of the host project; must hold dns
     */
    public record Props(ResourceNames names, Network.Dns dns, EnabledServices services) {

        String host() {
            return names.environment().network().hostProject().id();
        }
    }

    private final Props props;

    public NetworkDns(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        props.dns().forwarding().forEach(this::forwarding);
        props.dns().googleApis().ifPresent(this::googleApis);
    }

    private void forwarding(String domain, Network.Forwarding spec) {
        String name = ResourceNames.forwardingZone(domain);
        DnsManagedZone zone = zone(name, spec.domain())
                .forwardingConfig(DnsManagedZoneForwardingConfig.builder()
                        .targetNameServers(spec.resolvers().stream()
                                .map(NetworkDns::resolver)
                                .toList())
                        .build())
                .build();
        name(
                zone,
                DnsManagedZone.TF_RESOURCE_TYPE,
                name,
                ORIGIN.key("forwarding").key(domain));
    }

    /** Through the network also where the address is not private: the company's resolvers are no part of the internet. */
    private static DnsManagedZoneForwardingConfigTargetNameServers resolver(String address) {
        return DnsManagedZoneForwardingConfigTargetNameServers.builder()
                .ipv4Address(address)
                .forwardingPath("private")
                .build();
    }

    private void googleApis(Network.GoogleApis variant) {
        GoogleApisNames.of(variant).forEach(domain -> {
            String name = domain.domain().replace('.', '-');
            DnsManagedZone zone = zone(name, domain.domain()).build();
            name(zone, DnsManagedZone.TF_RESOURCE_TYPE, name, ORIGIN.key("googleApis"));
            record(zone, name, domain.host(), "A", domain.addresses());
            record(zone, name + "-all", "*." + domain.domain(), "CNAME", List.of(domain.host() + "."));
        });
    }

    private void record(DnsManagedZone zone, String name, String host, String type, List<String> data) {
        DnsRecordSet record = DnsRecordSet.Builder.create(this, name + "-record")
                .project(props.host())
                .managedZone(zone.getName())
                .name(host + ".")
                .type(type)
                .ttl(TTL_SECONDS)
                .rrdatas(data)
                .build();
        name(record, DnsRecordSet.TF_RESOURCE_TYPE, name, ORIGIN.key("googleApis"));
    }

    private DnsManagedZone.Builder zone(String name, String domain) {
        return DnsManagedZone.Builder.create(this, name)
                .project(props.host())
                .name(props.names().dnsZone(name))
                .dnsName(domain + ".")
                .description("Names in " + domain) // the provider refuses an empty one
                .visibility("private")
                .privateVisibilityConfig(DnsManagedZonePrivateVisibilityConfig.builder()
                        .networks(List.of(DnsManagedZonePrivateVisibilityConfigNetworks.builder()
                                .networkUrl(props.names().network())
                                .build()))
                        .build())
                .dependsOn(List.of(props.services().service("dns")));
    }
}
