package dev.kfstack.stacks;

import dev.kfstack.constructs.ClusterLogin;
import dev.kfstack.constructs.ClusterSecret;
import dev.kfstack.constructs.DiskVolume;
import dev.kfstack.constructs.PlannerRole;
import dev.kfstack.constructs.SecretNamespace;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * What Terraform must own inside the cluster, and nothing that an overlay holds: the secrets, their namespaces, and the
 * volumes of the named disks.
 */
public final class KubernetesStack extends EnvironmentStack {

    private final Environment environment;
    private final SortedMap<String, SecretNamespace> namespaces = new TreeMap<>();

    public KubernetesStack(Construct scope, ResourceNames names) {
        super(scope, Stack.KUBERNETES, names);
        this.environment = names.environment();
        new ClusterLogin(this, "login", new ClusterLogin.Props(names));
        secrets();
        planner();
        volumes();
    }

    private void secrets() {
        Construct namespaceScope = new Construct(this, "namespaces");
        Construct scope = new Construct(this, "secrets");
        environment.secrets().forEach((name, spec) -> spec.kubernetes()
                .ifPresent(kubernetes -> kubernetes.secrets().forEach(secret -> {
                    SecretNamespace namespace = namespaces.computeIfAbsent(
                            secret.namespace(),
                            wanted -> new SecretNamespace(
                                    namespaceScope,
                                    wanted,
                                    new SecretNamespace.Props(
                                            wanted, environment, ConfigPath.of("secrets", name, "kubernetes"))));
                    String id = secret.equals(kubernetes.secret()) ? name : name + "_" + secret.namespace();
                    new ClusterSecret(scope, id, new ClusterSecret.Props(names(), name, spec, kubernetes, namespace));
                })));
    }

    private void planner() {
        if (environment.workloadIdentityFederation().isEmpty()) {
            return;
        }
        Construct scope = new Construct(this, "planner");
        namespaces.forEach((name, namespace) -> {
            List<String> secrets = environment.secrets().values().stream()
                    .flatMap(secret -> secret.kubernetes().stream())
                    .flatMap(kubernetes -> kubernetes.secrets().stream())
                    .filter(secret -> secret.namespace().equals(name))
                    .map(NamespacedName::name)
                    .toList();
            new PlannerRole(
                    scope,
                    name,
                    new PlannerRole.Props(names(), namespace, secrets, ConfigPath.of("workloadIdentityFederation")));
        });
    }

    private void volumes() {
        Construct scope = new Construct(this, "volumes");
        environment.disks().forEach((name, spec) -> spec.claim()
                .ifPresent(claim -> new DiskVolume(scope, name, new DiskVolume.Props(names(), name, spec, claim))));
    }
}
