package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs every rule over every environment, in a fixed order. */
public final class EnvironmentValidator {

    private static final List<Rule> RULES = Stream.of(
                    NamingRules.rules(),
                    LocationRules.rules(),
                    NetworkRules.rules(),
                    SharedNetworkRules.rules(),
                    NetworkDnsRules.rules(),
                    EgressRules.rules(),
                    ClusterRules.rules(),
                    MaintenanceRules.rules(),
                    NodePoolRules.rules(),
                    NodeCapacityRules.rules(),
                    DatabaseRules.rules(),
                    StorageRules.rules(),
                    ReferenceRules.rules(),
                    KubeflowRules.rules(),
                    GatewayRules.rules(),
                    LoginRules.rules(),
                    MonitoringRules.rules(),
                    TeamRules.rules(),
                    BackupRules.rules(),
                    ProdRules.rules(),
                    DecommissionRules.rules())
            .flatMap(Collection::stream)
            .toList();

    private EnvironmentValidator() {}

    /** All rules, in the order in which they run. */
    public static List<Rule> rules() {
        return RULES;
    }

    /**
     * Checks the environments in {@code judged}; {@code all} are those they share a network with.
     *
     * @param all every environment of the folder that could be read, {@code judged} included
     */
    public static void validate(List<EnvironmentFile> judged, List<EnvironmentFile> all, Problems problems) {
        for (EnvironmentFile file : judged) {
            List<Environment> neighbours = all.stream()
                    .filter(other -> !other.name().equals(file.name()) && networkIsReadable(other))
                    .map(EnvironmentFile::environment)
                    .toList();
            Subject subject = new Subject(file.name(), file.environment(), neighbours);
            Set<String> unreadable = Report.unreadable(file);
            RULES.forEach(rule -> rule.check().check(subject, new Report(rule.id(), file, unreadable, problems)));
        }
    }

    /** An environment is compared with no stand-ins for what could not be read in another. */
    private static boolean networkIsReadable(EnvironmentFile file) {
        ConfigPath network = ConfigPath.of("network");
        return file.reading().broken().stream().noneMatch(broken -> broken.isWithin(network));
    }
}
