package dev.kfstack.offline.world;

import dev.kfstack.offline.value.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Keeps a world as long as the process lives. */
final class MemoryStorage implements Storage {

    private final TreeMap<String, SortedMap<String, Value.Fields>> tables = new TreeMap<>();

    @Override
    public synchronized SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tables.keySet()));
    }

    @Override
    public synchronized SortedMap<String, Value.Fields> read(String type) {
        return new TreeMap<>(tables.getOrDefault(type, Collections.emptySortedMap()));
    }

    @Override
    public synchronized void write(String type, SortedMap<String, Value.Fields> table) {
        if (table.isEmpty()) {
            tables.remove(type);
        } else {
            tables.put(type, new TreeMap<>(table));
        }
    }

    @Override
    public synchronized <T> T alone(Supplier<T> work) {
        return work.get();
    }
}
