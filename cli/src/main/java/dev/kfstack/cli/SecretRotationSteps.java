package dev.kfstack.cli;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.environment.Secret;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is left to do in one environment after a secret's generation was raised, as numbered lines. */
record SecretRotationSteps(String secret, Environment environment) {

    String text() {
        List<String> steps = new ArrayList<>();
        ResourceNames names = new ResourceNames(environment);
        Secret spec = Objects.requireNonNull(environment.secrets().get(secret), secret);
        if (spec.generate().isPresent()) {
            steps.add("apply " + names.stack(Stack.FOUNDATION));
        } else {
            steps.add("put the new value in: gcloud secrets versions add " + names.secret(secret) + " --project="
                    + environment.project().id() + " --data-file=-");
        }
        spec.kubernetes().ifPresent(kubernetes -> {
            steps.add("apply " + names.stack(Stack.KUBERNETES));
            kubernetes
                    .secrets()
                    .forEach(copy ->
                            steps.add("restart what reads the Kubernetes secret " + copy + ":\n     " + restart(copy)));
        });
        if (spec.databaseUser().isPresent()) {
            steps.add(
                    "the old password works until the next rotation: if it has leaked, rotate once more after the restart");
        }
        StringBuilder text = new StringBuilder(environment.name() + ", when this is merged:\n");
        for (int i = 0; i < steps.size(); i++) {
            text.append("  ").append(i + 1).append(". ").append(steps.get(i)).append('\n');
        }
        return text.toString();
    }

    private static String restart(NamespacedName copy) {
        return "kubectl get deployments,statefulsets -n " + copy.namespace() + " -o json |"
                + " jq -r '.items[] | select(.spec.template | tostring | contains(\"\\\"" + copy.name()
                + "\\\"\")) | .kind + \"/\" + .metadata.name' |"
                + " xargs -r kubectl rollout restart -n " + copy.namespace();
    }
}
