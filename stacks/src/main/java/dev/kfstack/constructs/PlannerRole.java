package dev.kfstack.constructs;

import dev.kfstack.bindings.kubernetes.role_binding_v1.RoleBindingV1;
import dev.kfstack.bindings.kubernetes.role_binding_v1.RoleBindingV1Metadata;
import dev.kfstack.bindings.kubernetes.role_binding_v1.RoleBindingV1RoleRef;
import dev.kfstack.bindings.kubernetes.role_binding_v1.RoleBindingV1Subject;
import dev.kfstack.bindings.kubernetes.role_v1.RoleV1;
import dev.kfstack.bindings.kubernetes.role_v1.RoleV1Metadata;
import dev.kfstack.bindings.kubernetes.role_v1.RoleV1Rule;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * Lets pipelines that plan read Terraform's own secrets in one namespace, and no others: no role of Google's that reads
 * the cluster reads secrets.
 */
public final class PlannerRole extends EnvironmentConstruct {

    private static final String ROLE = "kfstack-planner";
    private static final String API_GROUP = "rbac.authorization.k8s.io";

    /**
     * The role is one of {@code namespace}.
     *
     * @param secrets the Kubernetes secrets in it that Terraform writes
     */
    public record Props(ResourceNames names, SecretNamespace namespace, List<String> secrets, ConfigPath origin) {}

    public PlannerRole(Construct scope, String id, Props props) {
        super(scope, id);
        RoleV1 role = RoleV1.Builder.create(this, "Resource")
                .metadata(RoleV1Metadata.builder()
                        .name(ROLE)
                        .namespace(props.namespace().name())
                        .build())
                .rule(List.of(RoleV1Rule.builder()
                        .apiGroups(List.of(""))
                        .resources(List.of("secrets"))
                        .resourceNames(props.secrets())
                        .verbs(List.of("get"))
                        .build()))
                .build();
        name(role, RoleV1.TF_RESOURCE_TYPE, "planner_" + id, props.origin());
        RoleBindingV1 binding = RoleBindingV1.Builder.create(this, "binding")
                .metadata(RoleBindingV1Metadata.builder()
                        .name(ROLE)
                        .namespace(props.namespace().name())
                        .build())
                .roleRef(RoleBindingV1RoleRef.builder()
                        .apiGroup(API_GROUP)
                        .kind("Role")
                        .name(role.getMetadata().getName())
                        .build())
                .subject(List.of(RoleBindingV1Subject.builder()
                        .apiGroup(API_GROUP)
                        .kind("User")
                        .name(props.names().email(ReservedAccount.PLANNER.account()))
                        .build()))
                .build();
        name(binding, RoleBindingV1.TF_RESOURCE_TYPE, "planner_" + id, props.origin());
    }
}
