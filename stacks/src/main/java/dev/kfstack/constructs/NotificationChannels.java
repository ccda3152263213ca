package dev.kfstack.constructs;

import dev.kfstack.bindings.google.monitoring_notification_channel.MonitoringNotificationChannel;
import dev.kfstack.environment.Monitoring;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Who is told: mail that Terraform arranges, and channels that others made, because they need a secret. */
public final class NotificationChannels extends EnvironmentConstruct {

    /**
     * The channels are the environment's.
     *
     * @param services must hold monitoring
     */
    public record Props(ResourceNames names, Monitoring spec, EnabledServices services) {}

    private final List<String> channels = new ArrayList<>();

    public NotificationChannels(Construct scope, String id, Props props) {
        super(scope, id);
        props.spec().notificationChannels().forEach((name, channel) -> {
            if (channel.matches(Monitoring.CHANNEL)) {
                channels.add(channel);
                return;
            }
            MonitoringNotificationChannel resource = MonitoringNotificationChannel.Builder.create(this, name)
                    .project(props.names().environment().project().id())
                    .displayName(props.names().environment().name() + " " + name)
                    .type("email")
                    .labels(Map.of("email_address", channel))
                    .userLabels(props.names().labels())
                    .enabled(true)
                    .dependsOn(List.of(props.services().service("monitoring")))
                    .build();
            name(
                    resource,
                    MonitoringNotificationChannel.TF_RESOURCE_TYPE,
                    name,
                    ConfigPath.of("monitoring", "notificationChannels", name));
            channels.add(resource.getName());
        });
    }

    /** References to all of them. */
    public List<String> channels() {
        return List.copyOf(channels);
    }
}
