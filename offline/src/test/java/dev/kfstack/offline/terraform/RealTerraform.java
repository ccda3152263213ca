package dev.kfstack.offline.terraform;

import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/** The terraform of this machine, for configurations that need no provider but the one built in. */
public final class RealTerraform {

    private RealTerraform() {}

    /** Skips the test where there is none. */
    public static TerraformBinary binary() {
        Requirement.tool("terraform");
        return TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
    }

    /** With these variables besides the usual ones. */
    public static Terraform with(Map<String, String> variables, ChildProcesses processes) {
        SortedMap<String, String> all = TerraformVariables.offline(System.getenv());
        all.putAll(variables);
        return new Terraform(binary(), all, false, processes);
    }

    /** A new folder with one file in it. */
    public static Path folder(Path folder, String configuration) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("main.tf"), configuration);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
