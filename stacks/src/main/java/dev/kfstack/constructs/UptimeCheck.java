package dev.kfstack.constructs;

import dev.kfstack.bindings.google.monitoring_uptime_check_config.MonitoringUptimeCheckConfig;
import dev.kfstack.bindings.google.monitoring_uptime_check_config.MonitoringUptimeCheckConfigHttpCheck;
import dev.kfstack.bindings.google.monitoring_uptime_check_config.MonitoringUptimeCheckConfigHttpCheckAcceptedResponseStatusCodes;
import dev.kfstack.bindings.google.monitoring_uptime_check_config.MonitoringUptimeCheckConfigMonitoredResource;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * Asks kubeflow.hostname from several continents each minute. The login answers, or Cloud Armor's refusal: either shows
 * that DNS, certificate and load balancer work, and what is behind them is for alerts in the cluster to say.
 */
public final class UptimeCheck extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("monitoring");

    /**
     * The check is the environment's.
     *
     * @param services must hold monitoring
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final String checkId;

    public UptimeCheck(Construct scope, String id, Props props) {
        super(scope, id);
        String project = props.names().environment().project().id();
        Map<String, String> labels = new TreeMap<>();
        labels.put("host", props.names().environment().kubeflow().hostname());
        labels.put("project_id", project);
        MonitoringUptimeCheckConfig resource = MonitoringUptimeCheckConfig.Builder.create(this, "Resource")
                .project(project)
                .displayName(props.names().environment().name() + " dashboard")
                .timeout("10s")
                .period("60s")
                .httpCheck(MonitoringUptimeCheckConfigHttpCheck.builder()
                        .path("/")
                        .port(443)
                        .useSsl(true)
                        .validateSsl(true)
                        .acceptedResponseStatusCodes(
                                Stream.of("STATUS_CLASS_2XX", "STATUS_CLASS_3XX", "STATUS_CLASS_4XX")
                                        .map(UptimeCheck::accepted)
                                        .toList())
                        .build())
                .monitoredResource(MonitoringUptimeCheckConfigMonitoredResource.builder()
                        .type("uptime_url")
                        .labels(labels)
                        .build())
                .userLabels(props.names().labels())
                .dependsOn(List.of(props.services().service("monitoring")))
                .build();
        name(resource, MonitoringUptimeCheckConfig.TF_RESOURCE_TYPE, "kubeflow", ORIGIN);
        this.checkId = resource.getUptimeCheckId();
    }

    private static MonitoringUptimeCheckConfigHttpCheckAcceptedResponseStatusCodes accepted(String statusClass) {
        return MonitoringUptimeCheckConfigHttpCheckAcceptedResponseStatusCodes.builder()
                .statusClass(statusClass)
                .build();
    }

    /** The check as its metrics name it: a reference. */
    String checkId() {
        return checkId;
    }
}
