package dev.kfstack.names;

import dev.kfstack.environment.Bucket;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Disk;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Facts;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.environment.Project;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every physical name of one environment. Stacks and overlays refer to each other by these plain strings and by nothing
 * else, so a name is computed here or nowhere.
 */
public record ResourceNames(Environment environment) {

    /** Labels that say what a resource belongs to; an environment cannot set them. */
    public static final List<String> OWN_LABELS = List.of("environment", "managed-by");

    private static final int CERTIFICATE_LENGTH = 63;

    /** The bucket that kfstack makes itself: an environment cannot have one of that name. */
    public static final String PLANS = "plans";

    /** The bucket that Pipelines keeps artifacts in, with {@code artifactStore: gcs}. */
    public static final String ARTIFACTS = "artifacts";

    /** The role by which GKE makes firewall rules in the host project, as {@link #customRole} takes it. */
    public static final String FIREWALL_ROLE = "gke_firewall";

    /** The claim by which Pipelines mounts the disk of artifacts. */
    public static final NamespacedName ARTIFACT_CLAIM = new NamespacedName("kubeflow", "seaweedfs-pvc");

    /** {@code kf-test-cluster}: the stack's name, its folder and its state's prefix. */
    public String stack(Stack stack) {
        return environment.name() + "-" + stack.suffix();
    }

    /**
     * Labels of every resource that takes labels, sorted: those of the file and {@link #OWN_LABELS}.
     */
    public SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>(environment.labels());
        labels.put("environment", environment.name());
        labels.put("managed-by", "kfstack");
        return Collections.unmodifiableSortedMap(labels);
    }

    public String cluster() {
        return environment.name();
    }

    /** Who signs the tokens of the cluster's service accounts: GKE publishes the keys there. */
    public String clusterIssuer() {
        return "https://container.googleapis.com/v1/" + clusterId();
    }

    /** The plan of Backup for GKE. */
    public String backupPlan() {
        return environment.name();
    }

    /** The Pub/Sub topic that GKE tells of upgrades and security bulletins. */
    public String notificationsTopic() {
        return environment.name() + "-gke-notifications";
    }

    /** {@code projects/P/locations/L/clusters/C}. */
    public String clusterId() {
        return "projects/" + project().id() + "/locations/"
                + environment.location().clusterLocation() + "/clusters/" + cluster();
    }

    /** What {@code gcloud container clusters get-credentials} calls the cluster in a kubeconfig. */
    public String kubectlContext() {
        return "gke_" + project().id() + "_" + environment.location().clusterLocation() + "_" + cluster();
    }

    /** The only workload pool a project has. */
    public String workloadPool() {
        return project().id() + ".svc.id.goog";
    }

    /** Network tag of every node: what firewall rules aim at. */
    public String nodeTag() {
        return environment.name() + "-node";
    }

    /** {@code projects/HOST/global/networks/N}. */
    public String network() {
        return "projects/" + host().id() + "/global/networks/"
                + environment.network().network();
    }

    /** {@code projects/HOST/regions/R/subnetworks/S}, for any subnetwork of the host project. */
    public String subnetwork(String name) {
        return "projects/" + host().id() + "/regions/" + environment.location().region() + "/subnetworks/" + name;
    }

    /** The router and its NAT. */
    public String nat() {
        return environment.name() + "-nat";
    }

    /** The rule that opens a destination of network.egress.allow, as {@link #firewallRule} takes it. */
    public static String egressRule(String destination) {
        return "egress-to-" + destination;
    }

    /** The zone of a domain in network.dns.forwarding, as {@link #dnsZone} takes it. */
    public static String forwardingZone(String domain) {
        return "forward-" + domain;
    }

    public String firewallRule(String rule) {
        return environment.name() + "-" + rule;
    }

    /** A private zone of the network that the environment owns. */
    public String dnsZone(String zone) {
        return environment.name() + "-" + zone;
    }

    /** The policy by which Cloud SQL makes endpoints in the network. */
    public String connectionPolicy() {
        return environment.name() + "-cloud-sql";
    }

    /** Account id of a Google service account: 6 to 30 characters. */
    public String accountId(String serviceAccount) {
        return environment.name() + "-" + serviceAccount;
    }

    /** E-mail address of a Google service account. */
    public String email(String serviceAccount) {
        return accountId(serviceAccount) + "@" + project().id() + ".iam.gserviceaccount.com";
    }

    /** {@code projects/P/secrets/S} without the project: the secret's id. */
    public String secret(String name) {
        return environment.name() + "-" + name;
    }

    public String disk(String name) {
        return environment.name() + "-" + name;
    }

    /** {@code projects/P/zones/Z/disks/D}, or {@code projects/P/regions/R/disks/D} of a regional disk. */
    public String diskId(String name, Disk spec) {
        String location = spec.regional()
                ? "regions/" + environment.location().region()
                : "zones/" + spec.zones().get(0);
        return "projects/" + project().id() + "/" + location + "/disks/" + disk(name);
    }

    /** Bucket names are the whole world's: the project's id makes them unique. */
    public String bucket(String name) {
        return project().id() + "-" + environment.name() + "-" + name;
    }

    /** The folder in the bucket {@link #ARTIFACTS} that holds a folder for each team. */
    public String artifactFolder() {
        return "private-artifacts";
    }

    /** A team's folder in the bucket {@link #ARTIFACTS}, without a slash at its end; its pods reach no other. */
    public String artifactFolder(String team) {
        return artifactFolder() + "/" + team;
    }

    public String databaseInstance(Database database) {
        return environment.name() + "-kubeflow-" + database.instanceSuffix();
    }

    /** {@code project:region:instance}, as the Cloud SQL proxy wants it. */
    public String databaseConnection(Database database) {
        return project().id() + ":" + environment.location().region() + ":" + databaseInstance(database);
    }

    /**
     * The MySQL user of a password's generation: two take turns, so that a new password does not lock out who still has
     * the old one.
     *
     * @param generation from 1
     */
    public static String databaseUser(String user, int generation) {
        return user + "-" + (generation % 2 == 1 ? "1" : "2");
    }

    /** The ring of the environment's encryption keys. A ring can never be deleted, nor its name used again. */
    public String keyRing() {
        return environment.name();
    }

    /** {@code projects/P/locations/R/keyRings/E/cryptoKeys/K}, when the environment has keys of its own. */
    public Optional<String> key(KeyUse use) {
        return key(use, environment.location().region());
    }

    /** The same for what lies in another region than the environment: a key encrypts in its own region alone. */
    public Optional<String> key(KeyUse use, String region) {
        return environment
                .encryption()
                .map(encryption -> "projects/" + project().id() + "/locations/" + region + "/keyRings/" + keyRing()
                        + "/cryptoKeys/" + use.key());
    }

    /** The region that a bucket lies in. */
    public String region(Bucket bucket) {
        return bucket.location().orElse(environment.location().region());
    }

    /** The pool of the pipelines' identities. Its name cannot be used again for 30 days after it was deleted. */
    public String workloadIdentityPool() {
        return environment.name() + "-ci";
    }

    /** {@code projects/N/locations/global/workloadIdentityPools/P}: by the project's number, as principals name it. */
    public String workloadIdentityPoolId() {
        return "projects/" + project().number() + "/locations/global/workloadIdentityPools/" + workloadIdentityPool();
    }

    /** The bucket that a pipeline's plans wait in until they are applied. */
    public String planBucket() {
        return bucket(PLANS);
    }

    /** The global address that the Gateway listens on: its {@code NamedAddress}. */
    public String gatewayAddress() {
        return kubeflow();
    }

    /** The map of Certificate Manager with the certificate: the Gateway's annotation {@code networking.gke.io/certmap}. */
    public String certificateMap() {
        return kubeflow();
    }

    /**
     * The certificate for kubeflow.hostname, and the proof in DNS that the name is ours: named after it, so that those of
     * a new name can be made before those of the old one go.
     */
    public String certificate() {
        String name =
                environment.name() + "-" + environment.kubeflow().hostname().replace('.', '-');
        return name.substring(0, Math.min(name.length(), CERTIFICATE_LENGTH)).replaceAll("-+$", "");
    }

    /** Which TLS the Gateway speaks: {@code sslPolicy} of its GCPGatewayPolicy. */
    public String sslPolicy() {
        return kubeflow();
    }

    /** Whom Cloud Armor lets through: {@code securityPolicy} of the GCPBackendPolicy, where the environment wants one. */
    public String securityPolicy() {
        return kubeflow();
    }

    /** Whom IAP's tokens are for: {@code /projects/NUMBER/global/backendServices/ID}, once the facts tell the id. */
    public Optional<String> iapAudience(Facts facts) {
        return facts.iapBackendService().map(id -> "/projects/" + project().number() + "/global/backendServices/" + id);
    }

    private String kubeflow() {
        return environment.name() + "-kubeflow";
    }

    /**
     * What a grant to a member is called in Terraform, as {@code group_kubeflow-users_example_com}. Two members that differ
     * in dots and underscores alone come to the same name.
     */
    public static String addressOf(String member) {
        return member.replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** Id of a custom role: letters, digits and underscores. */
    public String customRole(String name) {
        return (environment.name() + "_" + name).replace('-', '_');
    }

    /** Google's own agent of GKE in the service project. */
    public String containerEngineAgent() {
        return serviceAgent(ServiceAgent.CONTAINER);
    }

    /** E-mail address of an agent of Google's in the service project. */
    public String serviceAgent(ServiceAgent agent) {
        return "service-" + project().number() + "@" + agent.account() + ".iam.gserviceaccount.com";
    }

    /** Google's agent that puts machines of the service project into networks. */
    public String googleApisAgent() {
        return project().number() + "@cloudservices.gserviceaccount.com";
    }

    private Project project() {
        return environment.project();
    }

    private Project host() {
        return environment.network().hostProject();
    }
}
