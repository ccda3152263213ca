package dev.kfstack.bootstrap;

import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network.ManagedBy;
import dev.kfstack.names.ArtifactRepository;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.RequiredServices;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.ServiceAgent;
import dev.kfstack.names.Stack;
import dev.kfstack.permission.ApplierRoles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must exist before the first plan of an environment, as gcloud commands in order. Each is safe to repeat, and has
 * one line of comment that says why.
 */
public record Bootstrap(Environment environment) {

    /** The script; bash, with the first applier taken from the variable {@code APPLIER}. */
    public String script() {
        List<String> steps = new ArrayList<>();
        steps.add("""
                #!/usr/bin/env bash
                # Before the first plan of %s. Every command is safe to repeat; run it as somebody who owns the projects.
                set -euo pipefail
                : "${APPLIER:?must be set to who applies first, as user:name@example.com or group:name@example.com}"
                """.formatted(environment.name()));
        steps.add(enable(
                "terraform can only manage what is switched on, and Google's agents come with their APIs",
                project(),
                RequiredServices.ofServiceProject(environment).keySet()));
        hostServices(steps);
        steps.add(quotas());
        agents().forEach(agent -> agent(agent, steps));
        if (environment.terraform().backend() instanceof Backend.Gcs gcs) {
            state(gcs, steps);
        }
        applier(steps);
        environment
                .kubeflow()
                .images()
                .mirror()
                .flatMap(ArtifactRepository::of)
                .filter(repository -> !repository.project().equals(project()))
                .ifPresent(repository -> steps.add(mirror(repository)));
        return String.join("\n", steps);
    }

    private void hostServices(List<String> steps) {
        if (environment.network().managedBy() == ManagedBy.KFSTACK) {
            steps.add(enable(
                    "the network is made in the host project, and GKE wants its own API there too",
                    host(),
                    RequiredServices.ofHostProject(environment).keySet()));
        } else {
            steps.add("# in the host project " + host() + " the network team enables what kfstack network request "
                    + environment.name() + " lists\n");
        }
    }

    /** They are looked at, not asked for: whether more is given is Google's to say, and can take days. */
    private String quotas() {
        return """
                # what may be had: at its largest the environment takes %s
                gcloud compute regions describe %s --project=%s --flatten="quotas[]" \\
                  --format="table(quotas.metric,quotas.limit,quotas.usage)"
                gcloud compute project-info describe --project=%3$s --flatten="quotas[]" \\
                  --format="table(quotas.metric,quotas.limit,quotas.usage)"
                """.formatted(
                        new ComputeQuotas(environment)
                                .needs().entrySet().stream()
                                        .map(need -> need.getKey() + " " + need.getValue())
                                        .collect(Collectors.joining(", ")),
                        environment.location().region(),
                        project());
    }

    /** Those that something is granted to; that of Compute Engine is there as soon as its API is. */
    private Set<ServiceAgent> agents() {
        Set<ServiceAgent> agents = new TreeSet<>(List.of(ServiceAgent.CONTAINER));
        if (environment.encryption().isPresent()) {
            for (KeyUse use : KeyUse.values()) {
                if (use.neededBy(environment)) {
                    agents.addAll(use.agents());
                }
            }
        }
        agents.remove(ServiceAgent.COMPUTE);
        return agents;
    }

    /** An agent that is made on request does not get its role by itself, as one that came with its API does. */
    private void agent(ServiceAgent agent, List<String> steps) {
        steps.add("# the first apply grants something to " + agent.account() + ", and fails while it is not there\n"
                + (agent == ServiceAgent.STORAGE
                        ? "gcloud storage service-agent --project=" + project() + "\n"
                        : "gcloud beta services identity create --project=" + project() + " --service="
                                + agent.service() + ".googleapis.com\n"));
        agent.role()
                .ifPresent(
                        role -> steps.add(
                                grant(
                                        project(),
                                        "serviceAccount:" + new ResourceNames(environment).serviceAgent(agent),
                                        role,
                                        "what the agent may do in the project: it gets this by itself only when it came with its API")));
    }

    private void state(Backend.Gcs gcs, List<String> steps) {
        gcs.kmsKey().ifPresent(key -> key(key, steps));
        String url = "gs://" + gcs.bucket();
        steps.add("""
                # the states are kept here: nobody but the appliers may read them
                gcloud storage buckets describe %1$s --format="value(name)" ||
                  gcloud storage buckets create %1$s --project=%2$s --location=%3$s \\
                    --uniform-bucket-level-access --public-access-prevention
                """.formatted(url, project(), environment.location().region()));
        steps.add("""
                # a state that was spoilt is brought back from its last version
                gcloud storage buckets update %s --versioning --uniform-bucket-level-access --public-access-prevention%s
                """.formatted(
                        url,
                        gcs.kmsKey()
                                .map(key -> " \\\n  --default-encryption-key=" + key)
                                .orElse("")));
    }

    /** @param key as {@code projects/P/locations/L/keyRings/R/cryptoKeys/K} */
    private void key(String key, List<String> steps) {
        String[] parts = key.split("/", -1);
        String where = "--project=%s --location=%s".formatted(parts[1], parts[3]);
        steps.add("""
                # the ring of the key that encrypts the states: it is older than they are, so no state can hold it
                gcloud kms keyrings describe %1$s %2$s --format="value(name)" ||
                  gcloud kms keyrings create %1$s %2$s
                """.formatted(parts[5], where));
        steps.add("""
                # the key itself, with a new version every 90 days
                gcloud kms keys describe %1$s --keyring=%2$s %3$s --format="value(name)" ||
                  gcloud kms keys create %1$s --keyring=%2$s %3$s --purpose=encryption \\
                    --rotation-period=90d --next-rotation-time=+p90d
                """.formatted(parts[7], parts[5], where));
        steps.add("""
                # Cloud Storage encrypts with it on our behalf
                gcloud storage service-agent --project=%s --authorize-cmek=%s
                """.formatted(project(), key));
    }

    private void applier(List<String> steps) {
        ApplierRoles applier = new ApplierRoles(environment);
        applier.inServiceProject().forEach((role, why) -> steps.add(grant(project(), "$APPLIER", role, why)));
        applier.inHostProject().forEach((role, why) -> steps.add(grant(host(), "$APPLIER", role, why)));
        if (environment.network().managedBy() == ManagedBy.KFSTACK) {
            steps.add("# to attach the service project, APPLIER also needs roles/compute.xpnAdmin on the folder or"
                    + " organization of both projects\n");
        }
    }

    /**
     * Not Terraform's: the applier would need to give roles on a repository that other environments pull from, and could
     * so give itself the right to change their images.
     */
    private String mirror(ArtifactRepository repository) {
        String nodes = new ResourceNames(environment).email(ReservedAccount.NODES.account());
        return """
                # the nodes pull from a repository that is not the environment's: whoever owns it says so, once the account exists
                if gcloud iam service-accounts describe %1$s --format="value(email)"; then
                  gcloud artifacts repositories add-iam-policy-binding %2$s --project=%3$s --location=%4$s \\
                    --role=roles/artifactregistry.reader --member="serviceAccount:%1$s" --format="value(etag)"
                else
                  echo "run this script again after the first apply of %5$s: it makes %1$s" >&2
                fi
                """.formatted(
                        nodes,
                        repository.name(),
                        repository.project(),
                        repository.location(),
                        new ResourceNames(environment).stack(Stack.FOUNDATION));
    }

    private static String grant(String project, String member, String role, String why) {
        return """
                # %s
                gcloud projects add-iam-policy-binding %s --role=%s \\
                  --member="%s" --condition=None --format="value(etag)"
                """.formatted(why, project, role, member);
    }

    private static String enable(String why, String project, Collection<String> services) {
        return "# " + why + "\ngcloud services enable --project=" + project + " \\\n"
                + services.stream()
                        .map(service -> "  " + service + ".googleapis.com")
                        .collect(Collectors.joining(" \\\n"))
                + "\n";
    }

    private String project() {
        return environment.project().id();
    }

    private String host() {
        return environment.network().hostProject().id();
    }
}
