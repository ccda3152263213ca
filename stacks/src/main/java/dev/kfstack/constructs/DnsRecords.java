package dev.kfstack.constructs;

import dev.kfstack.bindings.google.dns_record_set.DnsRecordSet;
import dev.kfstack.environment.Gateway;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/**
 * What must stand in DNS for the Gateway: records in the environment's zone, or the output {@code dns_records} for
 * whoever owns the zone.
 */
public final class DnsRecords extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("gateway", "dns");
    private static final int TTL_SECONDS = 300;

    /** All records of the environment: that of the address, and the proof for the certificate. */
    public record Props(ResourceNames names, GatewayAddress address, GatewayCertificate certificate) {}

    public DnsRecords(Construct scope, String id, Props props) {
        super(scope, id);
        String hostname = props.names().environment().kubeflow().hostname();
        List<DnsRecord> records =
                List.of(props.address().record(hostname), props.certificate().proof());
        Optional<Gateway.Dns> zone = props.names().environment().gateway().dns();
        if (zone.isPresent()) {
            String project = zone.get()
                    .project()
                    .orElse(props.names().environment().project().id());
            records.forEach(record -> add(project, zone.get().managedZone(), record));
        } else {
            request(records);
        }
    }

    private void add(String project, String zone, DnsRecord record) {
        DnsRecordSet resource = DnsRecordSet.Builder.create(this, record.use())
                .project(project)
                .managedZone(zone)
                .name(record.name())
                .type(record.type())
                .ttl(TTL_SECONDS)
                .rrdatas(List.of(record.data()))
                .build();
        name(resource, DnsRecordSet.TF_RESOURCE_TYPE, record.use(), ORIGIN);
    }

    private void request(List<DnsRecord> records) {
        TerraformOutput output = TerraformOutput.Builder.create(this, "request")
                .description("What the owner of the zone must add for the Gateway and its certificate")
                .value(records.stream().map(DnsRecords::line).toList())
                .build();
        output.overrideLogicalId("dns_records");
    }

    private static Map<String, String> line(DnsRecord record) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("name", record.name());
        line.put("type", record.type());
        line.put("data", record.data());
        return line;
    }
}
