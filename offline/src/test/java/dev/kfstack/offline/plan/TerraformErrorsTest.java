package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
}
