package dev.kfstack.offline.world;

/**
 * What names one thing of the cloud.
 *
 * @param type Terraform's resource type, whose first word is the provider
 * @param id as the state of Terraform holds it, unique in its type
 */
public record Identity(String type, String id) {

    /** The last segment of the id. */
    public String name() {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
