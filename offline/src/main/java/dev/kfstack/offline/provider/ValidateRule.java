package dev.kfstack.offline.provider;

import dev.kfstack.offline.value.Value;
import java.util.List;

/** A rule of one resource type that no table holds; it judges a configuration, and nothing that is unknown. */
@FunctionalInterface
public interface ValidateRule {

    void check(Value.Fields config, List<Problem> problems);
}
