package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_member.ProjectIamMember;
import dev.kfstack.bindings.google.service_account.ServiceAccount;
import dev.kfstack.bindings.google.service_account_iam_member.ServiceAccountIamMember;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** A Google service account. It has no keys: pods use it through Workload Identity, nodes by being it. */
public final class GcpServiceAccount extends EnvironmentConstruct {

    /**
     * What the account is.
     *
     * @param name as {@link ResourceNames#email(String)} takes it
     * @param displayName for people; it may change
     * @param origin the part of the environment that asks for it
     * @param services must hold iam and cloudresourcemanager
     */
    public record Props(
            ResourceNames names, String name, String displayName, ConfigPath origin, EnabledServices services) {}

    private final Props props;
    private final String account;
    private final String member;

    public GcpServiceAccount(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ResourceNames names = props.names();
        ServiceAccount resource = ServiceAccount.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .accountId(names.accountId(props.name()))
                .displayName(props.displayName())
                .createIgnoreAlreadyExists(false)
                .dependsOn(List.of(props.services().service("iam")))
                // an account made anew is another one: every grant to it is gone
                .lifecycle(DestroyProtection.lifecycle(names.environment()))
                .build();
        name(resource, ServiceAccount.TF_RESOURCE_TYPE, props.name(), props.origin());
        this.account = resource.getName();
        this.member = resource.getMember();
    }

    /**
     * Gives the account a role on the service project, beside whatever others gave it.
     *
     * @param role as {@code roles/logging.logWriter}
     */
    public void grantProjectRole(String role) {
        grantProjectRole(grantName(role), role);
    }

    private static String grantName(String role) {
        return role.substring(role.indexOf('/') + 1).replaceAll("[^A-Za-z0-9_]+", "-");
    }

    /**
     * The same for a role that is only known to Terraform.
     *
     * @param grant what the grant is called in its address
     * @param role a reference to a custom role's name
     */
    void grantProjectRole(String grant, String role) {
        grant(props.names().environment().project().id(), grant, role);
    }

    /** The same on the host project, which other environments share. */
    void grantHostProjectRole(String role) {
        grantHostProjectRole(grantName(role), role);
    }

    /**
     * The same for a role that is only known to Terraform.
     *
     * @param grant what the grant is called in its address, behind {@code host_}
     * @param role a reference to a custom role's name
     */
    void grantHostProjectRole(String grant, String role) {
        grant(props.names().environment().network().hostProject().id(), "host_" + grant, role);
    }

    private void grant(String project, String grant, String role) {
        ProjectIamMember resource = ProjectIamMember.Builder.create(this, grant)
                .project(project)
                .role(role)
                .member(member)
                .dependsOn(List.of(props.services().service("cloudresourcemanager")))
                .build();
        name(resource, ProjectIamMember.TF_RESOURCE_TYPE, props.name() + "_" + grant, props.origin());
    }

    /**
     * Lets identities of a workload identity pool act as the account.
     *
     * @param principals as {@code principalSet://…}
     */
    void allowFederation(String principals) {
        ServiceAccountIamMember resource = ServiceAccountIamMember.Builder.create(this, "federation")
                .serviceAccountId(account)
                .role("roles/iam.workloadIdentityUser")
                .member(principals)
                .build();
        name(resource, ServiceAccountIamMember.TF_RESOURCE_TYPE, props.name() + "_federation", props.origin());
    }

    /** Lets the account sign as itself, for links that work without a login. Nobody else can be signed for. */
    public void allowSigning() {
        ServiceAccountIamMember resource = ServiceAccountIamMember.Builder.create(this, "signing")
                .serviceAccountId(account)
                .role("roles/iam.serviceAccountTokenCreator")
                .member(member)
                .build();
        name(resource, ServiceAccountIamMember.TF_RESOURCE_TYPE, props.name() + "_signing", props.origin());
    }

    /** The account's name in the environment file, or a reserved one. */
    String name() {
        return props.name();
    }

    /** The account as IAM writes it: a reference, so that Terraform makes a grant after the account. */
    String member() {
        return member;
    }
}
