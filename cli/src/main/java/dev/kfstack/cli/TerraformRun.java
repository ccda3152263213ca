package dev.kfstack.cli;

import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.TerraformBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has, until it ends, that lets terraform work for it.
 *
 * @param variables of the environment in which terraform runs
 * @param colour whether terraform may colour its plans
 * @param scratch a folder of its own
 */
record TerraformRun(
        TerraformBinary binary,
        Map<String, String> variables,
        boolean colour,
        ChildProcesses processes,
        ScratchFolder scratch)
        implements AutoCloseable {

    static TerraformRun open(TerraformBinary binary, Map<String, String> variables, boolean colour) throws IOException {
        ChildProcesses processes = ChildProcesses.open();
        try {
            return new TerraformRun(binary, variables, colour, processes, ScratchFolder.open());
        } catch (IOException e) {
            processes.close();
            throw e;
        }
    }

    /** Where plans are kept that nobody asked to keep: they are read, and gone with the command. */
    Path kept() {
        return scratch.path("kept");
    }

    @Override
    public void close() throws IOException {
        try {
            scratch.close();
        } finally {
            processes.close();
        }
    }
}
