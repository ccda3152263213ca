package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.List;

/** Where an environment lives. */
public record Location(
        @Doc("Region of everything in the environment") @Form(regex = REGION, words = REGION_WORDS)
        String region,

        @Doc("Zones of the nodes. One zone makes the control plane zonal too, more make it regional")
        @Form(regex = "[a-z]+-[a-z]+[0-9]+-[a-z]", words = "a zone such as europe-west1-b")
        List<String> zones) {

    static final String REGION = "[a-z]+-[a-z]+[0-9]+";
    static final String REGION_WORDS = "a region such as europe-west1";

    /** Whether the control plane runs in one zone: cheaper, and down during its upgrades. */
    public boolean zonal() {
        return zones.size() == 1;
    }

    /** What GKE calls the cluster's location: the zone of a zonal cluster, else the region. */
    public String clusterLocation() {
        return zonal() ? zones.get(0) : region;
    }
}
