package dev.kfstack.offline.provider;

import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Fault;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.Optional;

/** What changes the world, with the faults that strike it. */
public final class Operation {

    /** Whether the one who asked has gone. */
    @FunctionalInterface
    public interface Cancellation {
        boolean requested();
    }

    private final Cloud cloud;
    private final World world;

    Operation(Cloud cloud, World world) {
        this.cloud = cloud;
        this.world = world;
    }

    Value create(
            String type,
            ProviderSchema.Resource resource,
            Value.Fields planned,
            Value provider,
            Cancellation cancellation)
            throws Refusal {
        Value id = planned.get("id").isUnknown() || planned.get("id").isNull()
                ? Value.of(cloud.id(type, planned, world))
                : planned.get("id");
        Identity identity = cloud.identity(type, id.text(), provider);
        Value.Fields created = cloud.reported(
                type, new Filler(cloud, resource.behaviour(), identity, planned.with("id", id)).fill(resource.block()));
        cloud.checkCreate(identity, created, world);
        boolean answers = strike(identity, cancellation);
        boolean done = world.alone(() -> {
            if (cloud.unique(type) && world.find(identity).isPresent()) {
                return false;
            }
            world.put(identity, created);
            return true;
        });
        if (!done) {
            throw new Refusal(cloud.alreadyExists(identity));
        }
        return answered(answers, identity, created);
    }

    Value update(Identity identity, ProviderSchema.Resource resource, Value.Fields planned, Cancellation cancellation)
            throws Refusal {
        Value.Fields updated = cloud.reported(
                identity.type(), new Filler(cloud, resource.behaviour(), identity, planned).fill(resource.block()));
        boolean answers = strike(identity, cancellation);
        boolean done = world.alone(() -> {
            boolean exists = world.find(identity).isPresent();
            if (exists) {
                world.put(identity, updated);
            }
            return exists;
        });
        if (!done) {
            throw new Refusal(cloud.notFound(identity));
        }
        return answered(answers, identity, updated);
    }

    void delete(Identity identity, Value.Fields state, Cancellation cancellation) throws Refusal {
        cloud.checkDelete(identity, state, world);
        boolean answers = strike(identity, cancellation);
        if (!cloud.outlivesDelete(identity, state)) {
            cloud.parts(identity, world).forEach(world::remove);
            world.remove(identity);
        }
        answered(answers, identity, state);
    }

    /** Lets a fault strike; whether an operation that is done will be answered. */
    private boolean strike(Identity identity, Cancellation cancellation) throws Refusal {
        Optional<Fault> fault = world.fault(identity);
        while (fault.isPresent() && fault.get() instanceof Fault.Hanging) {
            pause();
            if (cancellation.requested()) {
                throw new Refusal(identity + ": the operation was cancelled");
            }
            fault = world.fault(identity);
        }
        if (fault.isEmpty()) {
            return true;
        } else if (fault.get() instanceof Fault.Failing failing) {
            throw new Refusal(failing.message());
        } else if (fault.get() instanceof Fault.QuotaExceeded quota) {
            throw new Refusal("googleapi: Error 403: Quota '" + quota.quota() + "' exceeded., quotaExceeded");
        } else if (fault.get() instanceof Fault.NotYetPermitted) {
            throw new Refusal("googleapi: Error 403: Permission denied on resource '" + identity.id()
                    + "' (or it may not exist)., forbidden");
        }
        return false;
    }

    private static void pause() throws Refusal {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("the operation was interrupted");
        }
    }

    private static Value answered(boolean answers, Identity identity, Value state) throws Refusal {
        if (!answers) {
            throw new Refusal("timeout while waiting for state to become 'DONE' (" + identity + ")");
        }
        return state;
    }
}
