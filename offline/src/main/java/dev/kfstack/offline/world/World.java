package dev.kfstack.offline.world;

import dev.kfstack.offline.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The fake cloud: what exists in it, by resource type and id. It is the truth that a refresh finds. Safe for threads and,
 * where it lasts, for processes. Faults and secrets are not part of what lasts.
 */
public final class World {

    private final Storage storage;
    private final List<Struck> faults = new CopyOnWriteArrayList<>();
    private final SortedSet<String> secrets = new ConcurrentSkipListSet<>();

    private record Struck(Fault fault, AtomicInteger times) {}

    private World(Storage storage) {
        this.storage = storage;
    }

    /** A world that lasts in a folder; the folder appears with the first thing in it. */
    public static World in(Path folder) {
        return new World(new FolderStorage(folder));
    }

    /** A world that nothing remains of. */
    public static World scratch() {
        return new World(new MemoryStorage());
    }

    public Optional<Value.Fields> find(Identity identity) {
        return alone(() -> Optional.ofNullable(storage.read(identity.type()).get(identity.id())));
    }

    /** All of a type, by id. */
    public SortedMap<String, Value.Fields> all(String type) {
        return alone(() -> storage.read(type));
    }

    /** The types of which something exists. */
    public SortedSet<String> types() {
        return alone(storage::types);
    }

    /** Puts a thing in place of the one of that identity, or beside the others. */
    public void put(Identity identity, Value.Fields thing) {
        alone(() -> {
            SortedMap<String, Value.Fields> table = storage.read(identity.type());
            table.put(identity.id(), thing);
            storage.write(identity.type(), table);
            return true;
        });
    }

    /** Removes a thing and all that its id contains: a cluster's node pools, an instance's databases. */
    public void remove(Identity identity) {
        alone(() -> {
            String provider = identity.type().substring(0, identity.type().indexOf('_') + 1);
            for (String type : storage.types()) {
                if (type.startsWith(provider)) {
                    SortedMap<String, Value.Fields> table = new TreeMap<>(storage.read(type));
                    boolean changed = type.equals(identity.type()) && table.remove(identity.id()) != null;
                    changed |= table.keySet().removeIf(id -> id.startsWith(identity.id() + "/"));
                    if (changed) {
                        storage.write(type, table);
                    }
                }
            }
            return true;
        });
    }

    /** Runs reads and writes that nobody else's may come between. */
    public <T> T alone(Supplier<T> work) {
        return storage.alone(work);
    }

    /** From now on this goes wrong. */
    public void strike(Fault fault) {
        int times = fault instanceof Fault.NotYetPermitted denied ? denied.times() : Integer.MAX_VALUE;
        faults.add(new Struck(fault, new AtomicInteger(times)));
    }

    /** Lifts all faults; what hangs goes on. */
    public void heal() {
        faults.clear();
    }

    /** The fault that strikes an operation on this thing now; counts where a fault strikes so many times only. */
    public Optional<Fault> fault(Identity identity) {
        for (Struck struck : faults) {
            if (struck.fault().match().strikes(identity) && struck.times().getAndDecrement() > 0) {
                return Optional.of(struck.fault());
            }
        }
        return Optional.empty();
    }

    /** Records a secret that is given to somebody. */
    public void give(String secret) {
        secrets.add(secret);
    }

    /** All secrets that were given out by this object, for tests that look for them on disk. */
    public SortedSet<String> secrets() {
        return Collections.unmodifiableSortedSet(secrets);
    }

    /** Everything, for people and for tests: a line for each thing, sorted. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String type : types()) {
            for (Map.Entry<String, Value.Fields> thing : all(type).entrySet()) {
                text.append(new Identity(type, thing.getKey())).append('\n');
            }
        }
        return text.toString();
    }
}
