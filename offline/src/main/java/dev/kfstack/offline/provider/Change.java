package dev.kfstack.offline.provider;

import dev.kfstack.offline.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A plan in the making, of one resource: from a prior state and a configuration to a planned state. */
public final class Change {

    private final Value prior;
    private final Value.Fields config;
    private final Value provider;
    private Value.Fields planned;
    private final SortedSet<String> replacing = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Change(Value prior, Value.Fields config, Value provider) {
        this.prior = prior;
        this.config = config;
        this.provider = provider;
        this.planned = config;
    }

    /** The state so far; null for what does not exist yet. */
    public Value prior() {
        return prior;
    }

    public Value.Fields config() {
        return config;
    }

    /** The configuration of the provider. */
    public Value provider() {
        return provider;
    }

    public Value.Fields planned() {
        return planned;
    }

    public boolean creates() {
        return prior.isNull();
    }

    /** Whether an attribute or block, by path, will have another value. */
    public boolean changes(String path) {
        return !creates() && !prior.at(path).equals(planned.at(path));
    }

    public void plan(Value.Fields state) {
        planned = state;
    }

    public void plan(String attribute, Value value) {
        planned = planned.with(attribute, value);
    }

    /** The change of this attribute or block cannot be made in place. */
    public void replace(String path) {
        replacing.add(path);
    }

    public void refuse(String path, String message) {
        problems.add(Problem.error(path, message, ""));
    }

    /** Paths whose changes replace. */
    public SortedSet<String> replacing() {
        return replacing;
    }

    public List<Problem> problems() {
        return problems;
    }
}
