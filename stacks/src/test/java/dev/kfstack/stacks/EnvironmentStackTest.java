package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.bindings.google.service_account.ServiceAccount;
import dev.kfstack.constructs.EnvironmentConstruct;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.App;
import io.cdktn.cdktn.AppConfig;
import io.cdktn.cdktn.TerraformStack;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.constructs.Construct;

class EnvironmentStackTest {

    @TempDir
    Path root;

    private static final class Anything extends EnvironmentStack {
        Anything(Construct scope, ResourceNames names) {
            super(scope, Stack.FOUNDATION, names);
        }
    }

    /** What somebody else's construct does. */
    private static final class Account extends EnvironmentConstruct {
        Account(Construct scope, String id, String name, String type) {
            super(scope, id);
            name(account(this, "Resource"), type, name, ConfigPath.of("serviceAccounts", id));
        }
    }

    @Test
    void versionsArePinnedAndLabelsKeepTheirSpelling() {
        SynthFixture fixture = new SynthFixture(root)
                .environment("kf-test", "labels: {cost-center: \"4711\", team_name: ml}")
                .validated();

        fixture.synth();

        SynthAssert stack = fixture.stack("kf-test-cluster");
        stack.part("terraform", "required_version").isEqualTo("\">= 1.11.0\"");
        stack.part("terraform", "required_providers")
                .isEqualTo(json("{google: {source: 'hashicorp/google', version: '7.45.0'}}"));
        stack.part("provider", "google")
                .isEqualTo(json("[{project: 'example-kf-test', region: 'europe-west1', default_labels: {'cost-center':"
                        + " '4711', 'environment': 'kf-test', 'managed-by': 'kfstack', 'team_name': 'ml'}}]"));
    }

    @Test
    void aStateInABucketHasAPrefixForEachStack() {
        SynthFixture fixture = new SynthFixture(root)
                .environment(
                        "kf-test",
                        "terraform: {backend: {local: null, gcs: {bucket: states, kmsKey:"
                                + " projects/p/locations/l/keyRings/r/cryptoKeys/k}}}")
                .validated();

        fixture.synth();

        fixture.stack("kf-test-foundation")
                .part("terraform", "backend")
                .isEqualTo(json("{gcs: {bucket: 'states', prefix: 'kf-test/foundation', kms_encryption_key:"
                        + " 'projects/p/locations/l/keyRings/r/cryptoKeys/k'}}"));
        fixture.stack("kf-test-cluster")
                .part("terraform", "backend", "gcs", "prefix")
                .isEqualTo("kf-test/cluster");
    }

    @Test
    void aLocalStateLiesOutsideTheOutputFolder() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");

        fixture.synth();

        fixture.stack("kf-test-cluster")
                .part("terraform", "backend")
                .isEqualTo(json("{local: {path: '../../../tfstate/kf-test-cluster.tfstate'}}"));
    }

    @Test
    void twoResourcesOfOneNameAreRefusedWithBothTheirMakers() {
        Anything stack = stack();
        new Account(stack, "one", "same", ServiceAccount.TF_RESOURCE_TYPE);

        assertThatThrownBy(() -> new Account(stack, "two", "same", ServiceAccount.TF_RESOURCE_TYPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two resources of kf-test-foundation are named google_service_account.same: one by "
                        + Account.class.getName() + " for serviceAccounts.one, one by " + Account.class.getName()
                        + " for serviceAccounts.two");
    }

    @Test
    void aNameThatTerraformDoesNotTakeIsRefused() {
        Anything stack = stack();

        for (String name : new String[] {"a.b", "1a", "-a", "", "a b", "ä", "a/b"}) {
            assertThatThrownBy(() -> new Account(stack, "id" + name.hashCode(), name, ServiceAccount.TF_RESOURCE_TYPE))
                    .hasMessageStartingWith("google_service_account." + name + " in kf-test-foundation, named by "
                            + Account.class.getName())
                    .hasMessageEndingWith("a name starts with a letter or underscore and goes on with letters, digits,"
                            + " dashes and underscores");
        }
    }

    @Test
    void aResourceThatWasNeverNamedIsFoundInWhatTheCdkWrote() {
        Anything stack = stack();
        account(stack, "loose");

        assertThatThrownBy(() -> stack.addresses()
                        .checkAgainst(new TreeSet<>(written(stack).addresses())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("google_service_account.loose in kf-test-foundation was never named");
    }

    @Test
    void aResourceNamedWithAnotherTypeIsFoundToo() {
        Anything stack = stack();
        new Account(stack, "one", "same", "google_project_service");

        assertThatThrownBy(() -> stack.addresses()
                        .checkAgainst(new TreeSet<>(written(stack).addresses())))
                .hasMessageContaining("google_service_account.same in kf-test-foundation was never named");
    }

    @Test
    void namesReachTheOutputFromInsideAPlainConstructToo() {
        Anything stack = stack();
        new Account(new Construct(stack, "folder"), "deep", "readable", ServiceAccount.TF_RESOURCE_TYPE);

        assertThat(written(stack).addresses()).containsExactly("google_service_account.readable");
    }

    @Test
    void ourConstructsStayInOurStacks() {
        TerraformStack foreign = new TerraformStack(app(), "foreign");

        assertThatThrownBy(() -> new Account(foreign, "one", "one", ServiceAccount.TF_RESOURCE_TYPE))
                .hasMessage("the scope must be in an EnvironmentStack, got foreign");
    }

    private Anything stack() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        return new Anything(app(), new ResourceNames(fixture.read().get(0).environment()));
    }

    private App app() {
        return new App(AppConfig.builder()
                .outdir(root.resolve("cdktf.out").toString())
                .stackTraces(false)
                .build());
    }

    private SynthAssert written(Anything stack) {
        App.of(stack).synth();
        return new SynthFixture(root).stack(stack.stackName());
    }

    private static ServiceAccount account(Construct scope, String id) {
        return ServiceAccount.Builder.create(scope, id).accountId("any").build();
    }
}
