package dev.kfstack.offline.protocol;

import dev.kfstack.offline.value.Value;
import io.grpc.Context;

/** One connection of terraform: one provider instance, with its own configuration. */
final class Session {

    static final Context.Key<Session> CURRENT = Context.key("session");

    private volatile Value configuration = Value.Absent.NULL;
    private volatile boolean stopped;

    void configure(Value configuration) {
        this.configuration = configuration;
    }

    Value configuration() {
        return configuration;
    }

    /** Terraform was interrupted: what runs is to end early. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }
}
