package dev.kfstack.permission;

import dev.kfstack.names.Stack;
import dev.kfstack.problem.Problems;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What one type of resource asks of whoever plans or applies the stack it is in.
 *
 * @param type as Terraform names it
 * @param reads permissions that a plan needs, for the provider reads every resource again
 * @param plannerRole the least of Google's own roles with them; one of {@link PlannerRoles}, but {@link #CUSTOM_ROLE}
 * @param writes permissions that an apply needs on top; {@code .update} stands beside the one before it
 * @param applierRole the least of Google's own roles with them; one of {@link ApplierRoles}, but {@link #ABOVE_THE_PROJECT}
 * @see <a href="https://cloud.google.com/iam/docs/roles-permissions">roles and their permissions</a>
 */
public record ResourcePermissions(
        Stack stack, String type, String reads, String plannerRole, String writes, String applierRole) {

    /** Granted on a folder or the organization only: no project can grant it, and so no environment can. */
    public static final String ABOVE_THE_PROJECT = "roles/compute.xpnAdmin";

    /** What Google has no role for that reads and does nothing else: kfstack makes one, of this permission alone. */
    public static final String CUSTOM_ROLE = "a custom role";

    private static final String FILE = "resources.yaml";

    /** Every type that a stack may hold, in the order in which stacks are applied, as {@code resources.yaml} has them. */
    public static List<ResourcePermissions> all() {
        List<ResourcePermissions> all = new ArrayList<>();
        Problems problems = new Problems();
        YamlMap stacks = YamlFile.parse(text(), FILE, problems)
                .orElseThrow(() -> new IllegalStateException(String.valueOf(problems.inFileOrder())));
        stacks.entries().forEach((stack, types) -> ((YamlMap) types.value())
                .entries()
                .forEach((type, entry) -> all.add(of(stack, type, (YamlMap) entry.value()))));
        return List.copyOf(all);
    }

    private static ResourcePermissions of(String stack, String type, YamlMap entry) {
        return new ResourcePermissions(
                Stack.valueOf(stack.toUpperCase(Locale.ROOT)),
                type,
                value(entry, "reads"),
                value(entry, "plannerRole"),
                value(entry, "writes"),
                value(entry, "applierRole"));
    }

    private static String value(YamlMap entry, String key) {
        return entry.get(key)
                .map(node -> ((YamlScalar) node).text())
                .orElseThrow(() ->
                        new IllegalStateException(FILE + ":" + entry.place().line() + " has no " + key));
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(ResourcePermissions.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
