package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_service.ProjectService;
import dev.kfstack.names.KeyUse;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import io.cdktn.cdktn.TerraformResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/** The Google APIs that an environment needs in one of its projects. Nothing turns one off again: others may use it. */
public final class EnabledServices extends EnvironmentConstruct {

    /**
     * What to enable.
     *
     * @param services without {@code .googleapis.com}, each with the part of the environment that needs it
     */
    public record Props(String project, SortedMap<String, ConfigPath> services) {}

    private final SortedMap<String, TerraformResource> services = new TreeMap<>();

    public EnabledServices(Construct scope, String id, Props props) {
        super(scope, id);
        props.services().forEach((service, origin) -> {
            TerraformResource resource = ProjectService.Builder.create(this, service)
                    .project(props.project())
                    .service(service + ".googleapis.com")
                    .disableOnDestroy(false)
                    .build();
            name(resource, ProjectService.TF_RESOURCE_TYPE, service, origin);
            services.put(service, resource);
        });
    }

    /**
     * What a resource depends on that needs a service: Terraform cannot know.
     *
     * @param service without {@code .googleapis.com}
     * @throws IllegalArgumentException when the environment does not enable it
     */
    public ITerraformDependable service(String service) {
        TerraformResource resource = services.get(service);
        if (resource == null) {
            throw new IllegalArgumentException(
                    "the service must be one of " + String.join(", ", services.keySet()) + ", got " + service);
        }
        return resource;
    }

    /**
     * The same, and the grants of the key that the resource is encrypted with.
     *
     * @param keys the environment's own, when it has some
     */
    List<ITerraformDependable> service(String service, Optional<EncryptionKeys> keys, KeyUse use) {
        List<ITerraformDependable> dependencies = new ArrayList<>(List.of(service(service)));
        keys.ifPresent(own -> dependencies.addAll(own.grants(use)));
        return dependencies;
    }
}
