package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.YamlName;
import java.util.Map;
import java.util.Optional;

/** One environment of the platform, complete: base.yaml and defaults are merged in. */
public record Environment(
        @Doc("Version of this format") @Form(regex = "kfstack\\.dev/v1", words = Environment.API_VERSION)
        String apiVersion,

        @Doc("Name of the environment, the same as the file's; part of every resource's name")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String environment,

        @Doc("test, dev or prod: prod refuses whatever could lose data")
        Tier tier,

        @Doc("Service project that everything but the network lives in")
        Project project,

        @Doc("Region and zones") Location location,

        @Doc("Labels on every resource that takes labels")
        @Keys(
                regex = "[a-z][-_a-z0-9]{0,62}",
                words = "a label key: a lower-case letter, then up to 62 letters, digits, dashes and underscores")
        @Form(
                regex = "[-_a-z0-9]{0,63}",
                words = "a label value: up to 63 lower-case letters, digits, dashes and underscores")
        Map<String, String> labels,

        @Doc("How Terraform runs") Terraform terraform,

        @Doc("The forge whose pipelines plan and apply, without keys: github or gitlab; without it people do")
        Optional<WorkloadIdentityFederation> workloadIdentityFederation,

        @Doc(
                "Keys of the environment's own for disks, volumes, database, buckets, secrets and backups; without it Google's. Fixed for"
                        + " life: encrypting what exists would replace it")
        Optional<Encryption> encryption,

        @Doc("The environment's part of the Shared VPC") Network network,
        @Doc("The GKE cluster") @Default("{}") Cluster cluster,
        @Doc("Node pools by name") Map<String, NodePool> nodePools,

        @Doc("Cloud SQL instance that Pipelines, Katib and the model registry keep their data in")
        Optional<Database> database,

        @Doc("Persistent disks by name") Map<String, Disk> disks,
        @Doc("Buckets by name") Map<String, Bucket> buckets,
        @Doc("Google service accounts by name") Map<String, ServiceAccount> serviceAccounts,
        @Doc("Secrets in Secret Manager by name") Map<String, Secret> secrets,
        @Doc("What of Kubeflow runs, and how") Kubeflow kubeflow,

        @Doc("The way in from outside") @Default("{}") Gateway gateway,

        @Doc("Alerts and a budget; without it nobody is told")
        Optional<Monitoring> monitoring,

        @Doc("Teams, each a Kubeflow Profile, by name") Map<String, Team> teams,

        @Doc("Backups of what lives in the cluster") @Default("{}")
        Backup backup,

        @Doc(
                "Argo CD in the cluster, which applies the overlay; without it kfstack apply-overlay or your own tool does")
        Optional<ArgoCd> argocd,

        @Doc("Gives the environment up: protections against destroying it go off, and kfstack decommission plans its"
                + " removal. Only in the environment's own file")
        Optional<Decommission> decommission) {

    /** The only version so far. */
    public static final String API_VERSION = "kfstack.dev/v1";

    /** The environment's name. */
    public String name() {
        return environment;
    }

    /** Whether the artifacts of pipelines lie in the bucket {@code artifacts}, a folder for each team. */
    public boolean keepsArtifactsInBucket() {
        return kubeflow.components().contains(Kubeflow.App.PIPELINES)
                && kubeflow.artifactStore() == Kubeflow.ArtifactStore.GCS;
    }

    /** Whether Terraform refuses to destroy what cannot simply be made again: in prod, until it is given up. */
    public boolean preventsDestroy() {
        return tier == Tier.PROD && decommission.isEmpty();
    }

    /** Whether the cluster refuses to be deleted. */
    public boolean clusterIsProtected() {
        return cluster.deletionProtection() && decommission.isEmpty();
    }

    /** Whether the database, where there is one, refuses to be deleted. */
    public boolean databaseIsProtected() {
        return decommission.isEmpty()
                && database.map(Database::deletionProtection).orElse(false);
    }
}
