package dev.kfstack.stacks;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.Releases;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import dev.kfstack.validation.EnvironmentValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An environments folder and an output folder in a temporary folder, and the ways to fill and read them. */
public final class SynthFixture {

    /** The smallest valid environment, without a name. */
    private static final String BASE = """
            apiVersion: kfstack.dev/v1
            tier: test
            project: {id: "example-{environment}", number: "481516234201"}
            location: {region: europe-west1, zones: [europe-west1-b]}
            terraform: {backend: {local: {}}}
            network:
              hostProject: {id: example-net-host, number: "100000000001"}
              network: shared-vpc
              managedBy: network-team
              subnetwork: {name: "{environment}", cidr: 10.10.0.0/24}
              pods: {rangeName: "{environment}-pods", cidr: 10.20.0.0/18}
              services: {rangeName: "{environment}-services", cidr: 10.30.0.0/22}
            nodePools:
              standard: {machineType: n2-standard-8, autoscaling: {totalMin: 1, totalMax: 10}}
            kubeflow:
              version: "26.03"
              hostname: kubeflow.example.com
              components: [profiles]
            """;

    private final Path root;

    public SynthFixture(Path root) {
        this.root = root;
        write("environments/base.yaml", BASE);
    }

    public Path environments() {
        return root.resolve("environments");
    }

    public Path output() {
        return root.resolve("cdktf.out");
    }

    /** Writes a file, by its path from the fixture's root. */
    public SynthFixture write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an environment that differs from the smallest one by {@code changes}. */
    public SynthFixture environment(String name, String changes) {
        return write("environments/" + name + ".yaml", "environment: " + name + "\n" + changes);
    }

    /** Reads the named environments, or all; fails when their shape is wrong. */
    public List<EnvironmentFile> read(String... names) {
        Problems problems = new Problems();
        EnvironmentReader reader = new EnvironmentReader(environments(), problems);
        List<EnvironmentFile> files = reader.read(names.length == 0 ? reader.names() : List.of(names));
        failOn(problems);
        return files;
    }

    /** Reads, validates and writes the named environments, or all; fails on any problem. */
    public SynthResult synth(String... names) {
        Problems problems = new Problems();
        SynthResult result = synth(problems, names);
        failOn(problems);
        return result;
    }

    /** The same, with what the synthesizer finds wrong in {@code problems}. */
    public SynthResult synth(Problems problems, String... names) {
        Releases releases = new Releases(Requirement.repository().resolve("overlays"), problems);
        return TerraformSynthesizer.synth(read(names), releases, environments(), output(), problems);
    }

    /** Fails when a rule of the model would refuse the environment: then a test proves nothing. */
    public SynthFixture validated() {
        Problems problems = new Problems();
        List<EnvironmentFile> files = read();
        EnvironmentValidator.validate(files, files, problems);
        failOn(problems);
        return this;
    }

    /** The foundation of an environment that differs from the smallest one by {@code changes}; earlier output is gone. */
    public SynthAssert foundation(String changes) {
        try {
            Files.deleteIfExists(environments().resolve("kf-test.addresses"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment("kf-test", changes).validated().synth();
        return stack("kf-test-foundation");
    }

    /** A stack as written. */
    public SynthAssert stack(String stack) {
        return SynthAssert.of(output().resolve("stacks").resolve(stack).resolve("cdk.tf.json"));
    }

    /** Text of a file, by its path from the fixture's root. */
    public String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below the output folder, by path. */
    public Map<String, String> files() {
        return GoldenFolder.read(output());
    }

    /** Problems on one line each, with places relative to the fixture's root. */
    public List<String> describe(Problems problems) {
        return problems.inFileOrder().stream().map(this::describe).toList();
    }

    private String describe(Problem problem) {
        String line = problem.place() + ": " + problem.path() + ": " + problem.message() + " [" + problem.rule() + "]"
                + problem.hint().map(hint -> " hint: " + hint).orElse("");
        return line.replace(root + "/", "");
    }

    private void failOn(Problems problems) {
        if (problems.hasErrors()) {
            throw new AssertionError(describe(problems));
        }
    }
}
