package dev.kfstack.constructs;

import dev.kfstack.bindings.google.certificate_manager_certificate.CertificateManagerCertificate;
import dev.kfstack.bindings.google.certificate_manager_certificate.CertificateManagerCertificateManaged;
import dev.kfstack.bindings.google.certificate_manager_certificate_map.CertificateManagerCertificateMap;
import dev.kfstack.bindings.google.certificate_manager_certificate_map_entry.CertificateManagerCertificateMapEntry;
import dev.kfstack.bindings.google.certificate_manager_dns_authorization.CertificateManagerDnsAuthorization;
import dev.kfstack.bindings.google.compute_ssl_policy.ComputeSslPolicy;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResourceLifecycle;
import java.util.List;
import software.constructs.Construct;

/**
 * The certificate of kubeflow.hostname, renewed by Google, in a map that the Gateway names. It is proven by a record in
 * DNS and not by a listening load balancer: so it is valid before the first user comes, and before a cluster is there.
 *
 * @see <a href="https://cloud.google.com/certificate-manager/docs/dns-authorizations">DNS authorizations</a>
 */
public final class GatewayCertificate extends EnvironmentConstruct {

    private static final ConfigPath HOSTNAME = ConfigPath.of("kubeflow", "hostname");

    /**
     * The certificate is the environment's.
     *
     * @param services must hold certificatemanager and compute
     */
    public record Props(ResourceNames names, EnabledServices services) {

        Environment environment() {
            return names.environment();
        }

        String project() {
            return environment().project().id();
        }

        String hostname() {
            return environment().kubeflow().hostname();
        }
    }

    private final Props props;
    private final DnsRecord proof;

    public GatewayCertificate(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        CertificateManagerDnsAuthorization authorization = authorization();
        this.proof = new DnsRecord(
                "certificate",
                authorization.getDnsResourceRecord().get(0).getName(),
                authorization.getDnsResourceRecord().get(0).getType(),
                authorization.getDnsResourceRecord().get(0).getData());
        entry(map(), certificate(authorization));
        sslPolicy();
    }

    private CertificateManagerDnsAuthorization authorization() {
        CertificateManagerDnsAuthorization authorization = CertificateManagerDnsAuthorization.Builder.create(
                        this, "authorization")
                .project(props.project())
                .location("global")
                .name(props.names().certificate())
                .domain(props.hostname())
                .type("FIXED_RECORD")
                .dependsOn(List.of(props.services().service("certificatemanager")))
                .lifecycle(newBeforeOld())
                .build();
        name(authorization, CertificateManagerDnsAuthorization.TF_RESOURCE_TYPE, "kubeflow", HOSTNAME);
        return authorization;
    }

    private CertificateManagerCertificate certificate(CertificateManagerDnsAuthorization authorization) {
        CertificateManagerCertificate certificate = CertificateManagerCertificate.Builder.create(this, "certificate")
                .project(props.project())
                .location("global")
                .name(props.names().certificate())
                .scope("DEFAULT")
                .managed(CertificateManagerCertificateManaged.builder()
                        .domains(List.of(props.hostname()))
                        .dnsAuthorizations(List.of(authorization.getId()))
                        .build())
                .lifecycle(newBeforeOld())
                .build();
        name(certificate, CertificateManagerCertificate.TF_RESOURCE_TYPE, "kubeflow", HOSTNAME);
        return certificate;
    }

    private CertificateManagerCertificateMap map() {
        CertificateManagerCertificateMap map = CertificateManagerCertificateMap.Builder.create(this, "map")
                .project(props.project())
                .name(props.names().certificateMap())
                .dependsOn(List.of(props.services().service("certificatemanager")))
                .build();
        name(map, CertificateManagerCertificateMap.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("gateway"));
        return map;
    }

    private void entry(CertificateManagerCertificateMap map, CertificateManagerCertificate certificate) {
        CertificateManagerCertificateMapEntry entry = CertificateManagerCertificateMapEntry.Builder.create(
                        this, "entry")
                .project(props.project())
                .map(map.getName())
                .name(props.names().certificate())
                .hostname(props.hostname())
                .certificates(List.of(certificate.getId()))
                .lifecycle(newBeforeOld())
                .build();
        name(entry, CertificateManagerCertificateMapEntry.TF_RESOURCE_TYPE, "kubeflow", HOSTNAME);
    }

    private void sslPolicy() {
        ComputeSslPolicy policy = ComputeSslPolicy.Builder.create(this, "ssl-policy")
                .project(props.project())
                .name(props.names().sslPolicy())
                .profile("MODERN")
                .minTlsVersion("TLS_1_2")
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(policy, ComputeSslPolicy.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("gateway"));
    }

    /** What the load balancer uses can only be deleted once it uses another. */
    private static TerraformResourceLifecycle newBeforeOld() {
        return TerraformResourceLifecycle.builder().createBeforeDestroy(true).build();
    }

    /** The record that proves to Google that the name is ours, at every renewal. */
    DnsRecord proof() {
        return proof;
    }
}
