package dev.kfstack.names;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Google Groups of all teams. */
public final class TeamGroups {

    private TeamGroups() {}

    /** Each group once, with the first place that names it. */
    public static SortedMap<String, ConfigPath> of(Environment environment) {
        SortedMap<String, ConfigPath> all = new TreeMap<>();
        environment.teams().forEach((name, team) -> team.groups().byRole().forEach((role, groups) -> {
            ConfigPath path = ConfigPath.of("teams", name, "groups", role);
            for (int i = 0; i < groups.size(); i++) {
                all.putIfAbsent(groups.get(i), path.item(i));
            }
        }));
        return Collections.unmodifiableSortedMap(all);
    }
}
