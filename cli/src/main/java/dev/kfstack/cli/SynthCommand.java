package dev.kfstack.cli;

import dev.kfstack.kustomize.OverlayChanges;
import dev.kfstack.kustomize.OverlayFolder;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Releases;
import dev.kfstack.stacks.SynthResult;
import dev.kfstack.stacks.TerraformSynthesizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack synth}. */
@Command(
        name = "synth",
        description = "Validate the environments, then write their Terraform and their overlays.",
        footer = {"", "Example: kfstack synth kf-test"})
final class SynthCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Environments (default: all).")
    private List<String> environments = List.of();

    @Option(
            names = "--from-cdktf",
            description = "For cdktf.json: write Terraform only, to the folder in CDKTF_OUTDIR.")
    private boolean fromCdktf;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), environments);
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        Map<String, String> overlays =
                new Overlays(folders.handWritten(), folders.overlays(), problems).files(read.wanted());
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        SynthResult result = TerraformSynthesizer.synth(
                read.wanted(),
                new Releases(folders.handWritten(), problems),
                folders.environments(),
                terraformFolder(),
                problems);
        int exitCode = output.report(problems);
        if (exitCode != ExitCode.FINE) {
            return exitCode;
        }
        print("wrote   ", result.written());
        print("deleted ", result.removed());
        if (!fromCdktf) {
            write(overlays, read);
        }
        return ExitCode.FINE;
    }

    private Path terraformFolder() {
        String wanted = System.getenv("CDKTF_OUTDIR");
        return fromCdktf && wanted != null ? Path.of(wanted) : folders.terraform();
    }

    private void write(Map<String, String> files, EnvironmentsRead read) {
        OverlayFolder folder = new OverlayFolder(folders.overlays());
        OverlayChanges changes = folder.compare(files, read.names(), environments.isEmpty());
        folder.write(files, changes);
        print("wrote   ", paths(changes.added()));
        print("wrote   ", paths(changes.changed()));
        print("deleted ", paths(changes.stale()));
    }

    private List<Path> paths(List<String> files) {
        return files.stream().map(file -> folders.overlays().resolve(file)).toList();
    }

    private void print(String what, List<Path> files) {
        files.forEach(file -> output.lists().println(what + file));
    }
}
