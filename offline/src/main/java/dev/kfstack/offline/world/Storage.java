package dev.kfstack.offline.world;

import dev.kfstack.offline.value.Value;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Where a world keeps its things: a table of ids for each type. */
interface Storage {

    /** The types of which something is stored. */
    SortedSet<String> types();

    SortedMap<String, Value.Fields> read(String type);

    void write(String type, SortedMap<String, Value.Fields> table);

    /** Runs a series of reads and writes that nobody else's may come between; may be nested. */
    <T> T alone(Supplier<T> work);
}
