package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told when something is about to go wrong, and when money runs out. */
public record Monitoring(
        @Doc(
                "Who is told, by name: an e-mail address, or the name of a channel made by hand, whose secret Terraform need not"
                        + " know")
        @Form(
                regex = "(" + Team.EMAIL + "|" + CHANNEL + ")",
                words = "an e-mail address or projects/PROJECT/notificationChannels/NUMBER")
        Map<String, String> notificationChannels,

        @Doc("What the project may cost in a month; it limits nothing, it tells")
        Optional<Budget> budget) {

    /** A budget of Cloud Billing. */
    public record Budget(
            @Doc("Billing account of the project; the applier needs roles/billing.costsManager on it")
            @Form(regex = "[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}", words = "a billing account as 012345-6789AB-CDEF01")
            String billingAccount,

            @Doc("A month's costs, in the currency of the billing account") @Range(min = 1)
            int amount,

            @Doc("Percentages of the amount at which mail is sent; 50, 90 and 100 when left out")
            @Range(min = 1, max = 1000)
            List<Integer> thresholdPercents) {

        public Budget {
            thresholdPercents = thresholdPercents.isEmpty() ? List.of(50, 90, 100) : List.copyOf(thresholdPercents);
        }
    }

    /** A channel's name as Cloud Monitoring gives it. */
    public static final String CHANNEL = "projects/[a-z0-9-]+/notificationChannels/[0-9]+";
}
