package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Facts;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.ComponentFolder;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What kustomize would skip in silence, or a cluster refuse: checked against the facts of the release. */
final class OverlayRules {

    private static final String SERVICE_ACCOUNT = "v1 ServiceAccount ";

    private final EnvironmentFile file;
    private final Release release;
    private final Problems problems;
    private final List<ComponentFolder> folders;
    private final Inventory inventory;

    OverlayRules(EnvironmentFile file, Release release, Problems problems) {
        this.file = file;
        this.release = release;
        this.problems = problems;
        this.folders = ComponentFolders.of(file.environment(), release);
        this.inventory = new Inventory(release, folders);
    }

    void check() {
        componentsExist();
        kubernetesAccountsExist();
        secretsAreSupplied();
        paramsAreKnown();
        workloadsExist();
        onlyTheAutoscaledHaveMostReplicas();
        platformFits();
    }

    private void componentsExist() {
        for (ComponentFolder folder : folders) {
            if (!release.components().containsKey(folder.folder())) {
                error(
                        folder.because(),
                        "overlays/components/" + release.version() + " has no " + folder.folder() + "; there are "
                                + String.join(", ", release.components().keySet()),
                        "component-exists",
                        Optional.empty());
            }
        }
    }

    private void kubernetesAccountsExist() {
        Environment environment = file.environment();
        Set<String> accounts = inventory.objects().stream()
                .filter(object -> object.startsWith(SERVICE_ACCOUNT))
                .map(object -> object.substring(SERVICE_ACCOUNT.length()))
                .collect(Collectors.toSet());
        environment.serviceAccounts().forEach((name, spec) -> {
            for (int i = 0; i < spec.kubernetes().size(); i++) {
                NamespacedName account = spec.kubernetes().get(i);
                if (!WorkloadIdentity.isMadeByProfile(environment, account) && !accounts.contains(account.toString())) {
                    error(
                            ConfigPath.of("serviceAccounts", name, "kubernetes").item(i),
                            "no component brings the Kubernetes service account " + account,
                            "kubernetes-account-exists",
                            Spelling.didYouMean(account.toString(), accounts));
                }
            }
        });
    }

    private void secretsAreSupplied() {
        Set<String> supplied = file.environment().secrets().values().stream()
                .flatMap(secret -> secret.kubernetes().stream())
                .flatMap(kubernetes -> kubernetes.secrets().stream())
                .map(NamespacedName::toString)
                .collect(Collectors.toSet());
        inventory.secretsToSupply().stream()
                .filter(secret -> !supplied.contains(secret))
                .forEach(secret -> error(
                        ConfigPath.of("secrets"),
                        "the apps read the Kubernetes secret " + secret + ", and no entry writes it",
                        "secret-supplied",
                        Optional.of("add an entry with kubernetes: {secret: " + secret + ", keys: {…}}")));
    }

    private void workloadsExist() {
        Set<String> names = WorkloadResources.names(inventory);
        file.environment().kubeflow().resources().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> error(
                        ConfigPath.of("kubeflow", "resources", name),
                        "no component brings a Deployment or StatefulSet called " + name,
                        "workload-exists",
                        Spelling.didYouMean(name, names)));
    }

    private void onlyTheAutoscaledHaveMostReplicas() {
        Set<String> names = WorkloadResources.names(inventory);
        Set<String> autoscaled = WorkloadResources.autoscaled(inventory);
        file.environment().kubeflow().resources().forEach((name, resources) -> {
            if (names.contains(name)
                    && !autoscaled.contains(name)
                    && resources.maxReplicas().isPresent()) {
                error(
                        ConfigPath.of("kubeflow", "resources", name, "maxReplicas"),
                        name + " does not scale by load, only " + String.join(", ", autoscaled) + " do",
                        "workload-scales",
                        Optional.of("say how many it is to be by minReplicas alone"));
            }
        });
    }

    /** Node auto-provisioning adds pools of its own: then nothing can be said. */
    private void platformFits() {
        Environment environment = file.environment();
        if (environment.cluster().nodeAutoProvisioning().isEmpty()) {
            PlatformRequests.of(environment, inventory)
                    .filter(requests -> !requests.fit())
                    .ifPresent(requests -> error(
                            ConfigPath.of("nodePools"),
                            requests.toString(),
                            "platform-fits",
                            Optional.of("raise autoscaling.totalMax, or take larger machines")));
        }
    }

    private void paramsAreKnown() {
        Set<String> known = Params.of(file.environment(), Facts.NONE, inventory).keySet();
        inventory.params().stream()
                .filter(param -> !known.contains(param))
                .forEach(param -> error(
                        ConfigPath.of("kubeflow"),
                        "a component reads data." + param + " of kfstack-params, which this environment cannot fill",
                        "param-known",
                        Optional.empty()));
    }

    private void error(ConfigPath path, String message, String rule, Optional<String> hint) {
        problems.add(
                new Problem(Severity.ERROR, file.reading().sources().place(path), path.text(), message, rule, hint));
    }
}
