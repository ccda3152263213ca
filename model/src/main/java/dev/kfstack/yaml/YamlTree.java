package dev.kfstack.yaml;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Builds the tree from the parser's events. Events, and not the library's own nodes, because the depth must be bounded
 * before anything recurses, and because anchors are refused here rather than expanded.
 */
final class YamlTree {

    /** An environment is about six levels deep. */
    private static final int DEEPEST = 40;

    /** YAML's own limit for a key on one line. */
    private static final int LONGEST_KEY = 1024;

    private static final String RULE = "yaml-syntax";
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(true);

    private final String file;
    private final Problems problems;
    private boolean refused;

    YamlTree(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The first document's map; empty after a problem. An empty file is an empty map. */
    Optional<YamlMap> root(Iterator<Event> events) {
        Place start = new Place(file, 1, 1);
        YamlNode root = null;
        while (events.hasNext() && !refused) {
            Event event = events.next();
            if (!(event instanceof NodeEvent)) {
                continue;
            }
            if (root != null) {
                refuse(place(event), "a second document starts here: one file holds one document");
            } else {
                root = node(event, events, ConfigPath.ROOT, 0);
            }
        }
        if (refused) {
            return Optional.empty();
        }
        if (root == null || (root instanceof YamlScalar scalar && scalar.isNull())) {
            return Optional.of(new YamlMap(start, Map.of()));
        }
        if (root instanceof YamlMap map) {
            return Optional.of(map);
        }
        refuse(root.place(), "the file must hold a map of keys, got " + root.describe());
        return Optional.empty();
    }

    private YamlNode node(Event event, Iterator<Event> events, ConfigPath path, int depth) {
        Place place = place(event);
        if (event instanceof AliasEvent) {
            refuse(place, "aliases (a * and a name) are not supported: write the value out, or quote it");
        } else if (((NodeEvent) event).getAnchor().isPresent()) {
            refuse(place, "anchors (a & and a name) are not supported: leave it out, or quote the value");
        } else if (tagged(event)) {
            refuse(place, "tags (a ! and a name) are not supported: leave it out, or quote the value");
        } else if (depth > DEEPEST) {
            refuse(place, "is nested more than " + DEEPEST + " levels deep");
        }
        if (refused) {
            return new YamlScalar(place, "", YamlScalar.Kind.NULL);
        }
        if (event instanceof ScalarEvent scalar) {
            return new YamlScalar(place, scalar.getValue(), kind(scalar));
        }
        return event instanceof MappingStartEvent ? map(place, events, path, depth) : list(place, events, path, depth);
    }

    private YamlMap map(Place place, Iterator<Event> events, ConfigPath path, int depth) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        while (!refused) {
            Event keyEvent = events.next();
            if (keyEvent.getEventId() == Event.ID.MappingEnd) {
                break;
            }
            Place keyPlace = place(keyEvent);
            YamlNode keyNode = node(keyEvent, events, path, depth + 1);
            if (refused) {
                break;
            }
            if (!(keyNode instanceof YamlScalar scalar) || !isKey(scalar)) {
                refuse(keyPlace, "a key must be a plain word, got " + keyNode.describe());
                break;
            }
            String key = scalar.text();
            YamlMap.Entry earlier = entries.get(key);
            if (earlier != null) {
                problems.error(
                        keyPlace,
                        path.key(key).text(),
                        "the key \"" + key + "\" is already given in line "
                                + earlier.keyPlace().line(),
                        "duplicate-key");
            }
            YamlNode value = node(events.next(), events, path.key(key), depth + 1);
            entries.putIfAbsent(key, new YamlMap.Entry(keyPlace, value));
        }
        return new YamlMap(place, entries);
    }

    private static boolean isKey(YamlScalar scalar) {
        return !scalar.isNull() && scalar.text().length() <= LONGEST_KEY && scalar.isPlainWord();
    }

    private YamlList list(Place place, Iterator<Event> events, ConfigPath path, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!refused) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.SequenceEnd) {
                break;
            }
            items.add(node(event, events, path.item(items.size()), depth + 1));
        }
        return new YamlList(place, items);
    }

    private static YamlScalar.Kind kind(ScalarEvent scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return YamlScalar.Kind.STRING;
        }
        Tag tag = RESOLVER.resolve(scalar.getValue(), true);
        if (tag.equals(Tag.INT)) {
            return YamlScalar.Kind.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return YamlScalar.Kind.FLOAT;
        }
        if (tag.equals(Tag.BOOL)) {
            return YamlScalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? YamlScalar.Kind.NULL : YamlScalar.Kind.STRING;
    }

    private static boolean tagged(Event event) {
        return (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent());
    }

    private void refuse(Place place, String message) {
        problems.error(place, "", message, RULE);
        refused = true;
    }

    private Place place(Event event) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0);
        int column = event.getStartMark().map(Mark::getColumn).orElse(0);
        return new Place(file, line + 1, column + 1);
    }
}
