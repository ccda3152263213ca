package dev.kfstack.constructs;

import dev.kfstack.bindings.google.iap_web_iam_member.IapWebIamMember;
import dev.kfstack.bindings.google.iap_web_iam_member.IapWebIamMemberCondition;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * Who passes Identity-Aware Proxy. The grant is on all web applications of the project and holds for kubeflow.hostname
 * alone: the Gateway's backend service has a name that only GKE knows.
 *
 * @see <a href="https://cloud.google.com/iap/docs/cloud-iap-context-aware-access-howto">conditions on the host</a>
 */
public final class IapAccess extends EnvironmentConstruct {

    /**
     * The access list is the environment's.
     *
     * @param services must hold iap
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    public IapAccess(Construct scope, String id, Props props) {
        super(scope, id);
        List<String> members = props.names().environment().gateway().access();
        for (int i = 0; i < members.size(); i++) {
            add(props, members.get(i), ConfigPath.of("gateway", "access").item(i));
        }
    }

    private void add(Props props, String member, ConfigPath origin) {
        Environment environment = props.names().environment();
        String name = ResourceNames.addressOf(member);
        IapWebIamMember resource = IapWebIamMember.Builder.create(this, name)
                .project(environment.project().id())
                .role("roles/iap.httpsResourceAccessor")
                .member(member)
                .condition(IapWebIamMemberCondition.builder()
                        .title(environment.name())
                        .expression(
                                "request.host == \"" + environment.kubeflow().hostname() + "\"")
                        .build())
                .dependsOn(List.of(props.services().service("iap")))
                .build();
        name(resource, IapWebIamMember.TF_RESOURCE_TYPE, name, origin);
    }
}
