package dev.kfstack.constructs;

import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The Terraform addresses of one stack, given explicitly: readable, and free of the construct tree, so that moving a
 * construct does not move its resource. They are kept here, since asking the CDK back costs a round trip each.
 */
public final class ResourceAddresses {

    /** https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers, ASCII only */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final String stack;
    private final SortedMap<String, NamedResource> named = new TreeMap<>();

    public ResourceAddresses(String stack) {
        this.stack = stack;
    }

    /**
     * Gives {@code resource} the address {@code type.name}.
     *
     * @param type the {@code TF_RESOURCE_TYPE} of the resource's class
     * @throws IllegalArgumentException when Terraform does not take the name, or another resource has it: the CDK would
     *     merge the two without a word
     */
    public void name(TerraformResource resource, String type, String name, ConfigPath origin, Class<?> construct) {
        String address = type + "." + name;
        NamedResource added = new NamedResource(address, origin, construct);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(address + " in " + stack + ", named by " + added
                    + ": a name starts with a letter or underscore and goes on with letters, digits, dashes and"
                    + " underscores");
        }
        NamedResource first = named.putIfAbsent(address, added);
        if (first != null) {
            throw new IllegalArgumentException(
                    "two resources of " + stack + " are named " + address + ": one by " + first + ", one by " + added);
        }
        resource.overrideLogicalId(name);
    }

    /** All resources named so far, by address. */
    public SortedMap<String, NamedResource> named() {
        return Collections.unmodifiableSortedMap(named);
    }

    /**
     * Compares with what the CDK wrote.
     *
     * @throws IllegalStateException when a resource was never named, or named with another resource's type
     */
    public void checkAgainst(SortedSet<String> written) {
        for (String address : written) {
            if (!named.containsKey(address)) {
                throw new IllegalStateException(address + " in " + stack
                        + " was never named: its construct must call name(…), or its address changes with the tree");
            }
        }
        for (NamedResource resource : named.values()) {
            if (!written.contains(resource.address())) {
                throw new IllegalStateException(resource.address() + " in " + stack + ", named by " + resource
                        + ", was not written: the type in name(…) must be the resource's own");
            }
        }
    }
}
