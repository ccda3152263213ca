package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.value.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * The three maps of labels: what the resource's block says; {@code terraform_labels}, which adds the provider's default labels
 * and its own; {@code effective_labels}, which adds what others have set.
 */
final class GoogleLabels {

    private static final String ATTRIBUTION = "goog-terraform-provisioned";

    private GoogleLabels() {}

    static void adjust(Change change) {
        if (!change.planned().entries().containsKey("effective_labels")) {
            return;
        }
        String own = change.planned().entries().containsKey("resource_labels") ? "resource_labels" : "labels";
        Value written = change.config().get(own);
        Value defaults = change.provider().at("default_labels");
        if (written.isUnknown() || defaults.isUnknown()) {
            change.plan("terraform_labels", Value.Absent.UNKNOWN);
            change.plan("effective_labels", Value.Absent.UNKNOWN);
            return;
        }
        TreeMap<String, Value> terraform = new TreeMap<>(entries(defaults));
        if (attributes(change)) {
            terraform.put(ATTRIBUTION, Value.of("true"));
        }
        terraform.putAll(entries(written));
        TreeMap<String, Value> effective = new TreeMap<>(entries(change.prior().at("effective_labels")));
        effective
                .keySet()
                .removeAll(entries(change.prior().at("terraform_labels")).keySet());
        effective.putAll(terraform);
        change.plan("terraform_labels", Value.fields(terraform));
        change.plan("effective_labels", Value.fields(effective));
    }

    /** The provider marks what it creates; what exists unmarked it marks only where it is told to. */
    private static boolean attributes(Change change) {
        if (change.provider().at("add_terraform_attribution_label").equals(Value.of(false))) {
            return false;
        }
        return change.creates()
                || change.provider()
                        .at("terraform_attribution_label_addition_strategy")
                        .text()
                        .equals("PROACTIVE")
                || entries(change.prior().at("terraform_labels")).containsKey(ATTRIBUTION);
    }

    private static Map<String, Value> entries(Value labels) {
        return labels instanceof Value.Fields fields ? fields.entries() : Map.of();
    }
}
