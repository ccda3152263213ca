package dev.kfstack.yaml;

import dev.kfstack.problem.Place;
import java.util.List;

/** A sequence. Lists are never merged: the nearer file replaces the whole list. */
public record YamlList(Place place, List<YamlNode> items) implements YamlNode {
    public YamlList {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return "a list";
    }
}
