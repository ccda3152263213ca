package dev.kfstack.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands that apply are told. */
final class ApplyOptions {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--digest",
            paramLabel = "STACK=DIGEST",
            description =
                    "A plan that may be applied, besides those in the comments of the pull request: as 'kfstack review' "
                            + "and 'kfstack apply' print them.")
    private Map<String, String> digests = new TreeMap<>();

    @Mixin
    private ForgeOptions forge = new ForgeOptions();

    @Mixin
    private Folders folders = new Folders();

    String environment() {
        return environment;
    }

    Map<String, String> digests() {
        return digests;
    }

    ForgeOptions forge() {
        return forge;
    }

    Folders folders() {
        return folders;
    }
}
