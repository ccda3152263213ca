package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.IpPlan;
import java.util.List;

/**
 * What a rule looks at.
 *
 * @param fileName the file's name without {@code .yaml}
 * @param neighbours all other environments of the folder, in order of name
 */
public record Subject(String fileName, Environment environment, List<Environment> neighbours) {

    /** Its physical names. */
    public ResourceNames names() {
        return new ResourceNames(environment);
    }

    /** Its addresses. */
    public IpPlan ipPlan() {
        return new IpPlan(environment);
    }
}
