package dev.kfstack.constructs;

import dev.kfstack.bindings.google.pubsub_topic.PubsubTopic;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** The Pub/Sub topic that GKE tells of upgrades and security bulletins; who listens subscribes to it. */
public final class ClusterNotifications extends EnvironmentConstruct {

    private static final Duration KEPT = Duration.ofDays(7);

    /**
     * The topic is the environment's.
     *
     * @param services must hold pubsub
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    public ClusterNotifications(Construct scope, String id, Props props) {
        super(scope, id);
        PubsubTopic topic = PubsubTopic.Builder.create(this, "Resource")
                .project(props.names().environment().project().id())
                .name(props.names().notificationsTopic())
                .messageRetentionDuration(KEPT.toSeconds() + "s")
                .dependsOn(List.of(props.services().service("pubsub")))
                .build();
        name(topic, PubsubTopic.TF_RESOURCE_TYPE, "gke-notifications", ConfigPath.of("cluster", "notifications"));
    }
}
