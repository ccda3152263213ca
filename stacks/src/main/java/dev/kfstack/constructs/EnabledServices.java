package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_service.ProjectService;
import dev.kfstack.names.ResourceNames;
import io.cdktn.cdktn.ITerraformDependable;
import io.cdktn.cdktn.TerraformResource;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/** The Google APIs of the service project that the environment needs. Nothing turns one off again: others may use it. */
public final class EnabledServices extends EnvironmentConstruct {

    /** The services are derived from the environment. */
    public record Props(ResourceNames names) {}

    private final SortedMap<String, TerraformResource> services = new TreeMap<>();

    public EnabledServices(Construct scope, String id, Props props) {
        super(scope, id);
        RequiredServices.of(props.names().environment()).forEach((service, origin) -> {
            TerraformResource resource = ProjectService.Builder.create(this, service)
                    .project(props.names().environment().project().id())
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
}
