package dev.kfstack.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack ip-plan}. */
@Command(
        name = "ip-plan",
        description = "Show the address ranges of each network, in order, with what the environments need at their "
                + "busiest: all pools at their largest, during an upgrade.",
        footer = {"", "Example: kfstack ip-plan"})
final class IpPlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Environments (default: all).")
    private List<String> environments = List.of();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), environments);
        if (read.problems().hasErrors()) {
            return output.report(read.problems());
        }
        List<NetworkRange> ranges = NetworkRange.of(read.wanted());
        output.out().print(output.isJson() ? IpPlanJson.render(ranges) : IpPlanText.render(ranges));
        output.out().flush();
        return ExitCode.FINE;
    }
}
