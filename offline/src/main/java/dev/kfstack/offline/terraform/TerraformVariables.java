package dev.kfstack.offline.terraform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The environment variables that Terraform's processes get. */
public final class TerraformVariables {

    private static final String CONFIG_FILE = "TF_CLI_CONFIG_FILE";

    private TerraformVariables() {}

    /**
     * The user's own, without what only makes noise: a look for newer versions, which hangs where its host takes no
     * connections, and a configuration file that does not exist, of which every command would warn.
     */
    public static SortedMap<String, String> of(Map<String, String> users) {
        SortedMap<String, String> variables = new TreeMap<>(users);
        variables.put("CHECKPOINT_DISABLE", "1");
        String configFile = variables.get(CONFIG_FILE);
        if (configFile != null && !Files.isRegularFile(Path.of(configFile))) {
            variables.remove(CONFIG_FILE);
        }
        return variables;
    }

    /**
     * The same, without whatever could lead to a cloud or change what a command does: Google's credentials and
     * addresses, and Terraform's workspace, data folder and extra arguments.
     */
    public static SortedMap<String, String> offline(Map<String, String> users) {
        SortedMap<String, String> variables = of(users);
        variables.keySet().removeIf(TerraformVariables::isUnwanted);
        return variables;
    }

    private static boolean isUnwanted(String name) {
        return name.startsWith("GOOGLE_")
                || name.startsWith("TF_CLI_ARGS")
                || name.equals("STORAGE_EMULATOR_HOST")
                || name.equals("TF_WORKSPACE")
                || name.equals("TF_DATA_DIR");
    }
}
