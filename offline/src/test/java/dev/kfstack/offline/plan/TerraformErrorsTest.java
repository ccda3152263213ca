package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Terraform's words as it prints them on a terminal of 78 columns, and without colours in a pipe. */
class TerraformErrorsTest {

    private static final String REFUSED = """
            \u001b[31m╷\u001b[0m\u001b[0m
            \u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1mInstance cannot be destroyed\u001b[0m
            \u001b[31m│\u001b[0m \u001b[0m
            \u001b[31m│\u001b[0m \u001b[0mResource google_compute_region_disk.artifact-store
            \u001b[31m│\u001b[0m \u001b[0mhas lifecycle.prevent_destroy set, but the plan calls for this resource
            \u001b[31m│\u001b[0m \u001b[0mto be destroyed.
            \u001b[31m╵\u001b[0m\u001b[0m
            """;

    private static final String EXISTS = """
            ╷
            │ Error: Error creating Disk: googleapi: Error 409: The resource 'disks/a' already exists, alreadyExists
            │
            │   with google_compute_disk.a,
            │   on cdk.tf.json line 12, in resource.google_compute_disk.a:
            ╵
            ╷
            │ Error: Error creating Topic: quota exceeded
            │
            │   with google_pubsub_topic.b,
            ╵
            """;

    @Test
    void whatMayNotBeDestroyedIsReadThroughFrameColoursAndBrokenLines() {
        assertThat(DestructionRefused.addresses(REFUSED + REFUSED))
                .containsExactly("google_compute_region_disk.artifact-store");
        assertThat(DestructionRefused.addresses(EXISTS)).isEmpty();
    }

    @Test
    void whatAKilledApplyLeftBehindIsNamedAndOtherErrorsAreNot() {
        assertThat(LeftBehind.reason(EXISTS))
                .isEqualTo(
                        ": google_compute_disk.a exists already, and the state does not know: an apply that was killed may"
                                + " have made it. To take over what is there, name its id under import in environments/moves.yaml");
        assertThat(LeftBehind.reason(REFUSED)).isEmpty();
    }

    @Test
    void whoHoldsALockIsNamedWithTheWayOut() {
        String locked = """
                ╷
                │ Error: Error acquiring the state lock
                │
                │ Error message: writing "gs://b/kf-test/cluster/default.tflock" failed
                │ Lock Info:
                │   ID:        1732969222
                │   Path:      gs://b/kf-test/cluster/default.tflock
                │   Operation: OperationTypeApply
                │   Who:       ann@laptop
                │   Version:   1.11.4
                │   Created:   2026-01-03 02:00:00 +0000 UTC
                │   Info:
                ╵
                """;

        assertThat(StateLock.reason(locked, new StackFolder("kf-test-cluster", Path.of("out/kf-test-cluster"))))
                .isEqualTo(
                        ": its state is locked by ann@laptop (OperationTypeApply) since 2026-01-03 02:00:00 +0000 UTC;"
                                + " wait for that run. Only when it is dead: terraform -chdir=out/kf-test-cluster force-unlock"
                                + " 1732969222");
        assertThat(StateLock.reason(EXISTS, new StackFolder("kf-test-cluster", Path.of("out"))))
                .isEmpty();
    }
}
