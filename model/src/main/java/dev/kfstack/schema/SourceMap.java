package dev.kfstack.schema;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import java.util.Map;

/** Where each value of an environment was written, after merging. */
public final class SourceMap {
    private final Map<ConfigPath, Place> places;
    private final Place start;

    SourceMap(Map<ConfigPath, Place> places, Place start) {
        this.places = Map.copyOf(places);
        this.start = start;
    }

    /** The place of the value, else of the nearest written value around it, else the start of the file. */
    public Place place(ConfigPath path) {
        String text = path.text();
        while (!text.isEmpty()) {
            Place place = places.get(new ConfigPath(text));
            if (place != null) {
                return place;
            }
            text = text.substring(0, Math.max(0, Math.max(text.lastIndexOf('.'), text.lastIndexOf('['))));
        }
        return start;
    }
}
