package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.OfflineProviders;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.terraform.TerraformVariables;
import dev.kfstack.offline.world.World;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repository of three environments, the cloud that they are in, and the clones that runners work in. */
final class PipelineWorld implements AutoCloseable {

    static final List<String> ENVIRONMENTS = List.of("kf-test", "kf-dev", "kf-prod");

    private static final Path ROOT = Requirement.repository();

    final World cloud;
    private final Path work;
    private final Path repository;
    private final OfflineProviders providers;
    private final StateServer states;
    private final SortedMap<String, String> variables = TerraformVariables.offline(System.getenv());
    private volatile ProcessHandle running = ProcessHandle.current();
    private int clones;

    /** What became of a job, and all that it said. */
    record Job(int exitCode, String log) {}

    /** Nothing is applied yet; all servers listen. */
    PipelineWorld(Path work) throws Exception {
        this.work = work;
        this.repository = Run.copyOfRepository(Files.createDirectory(work.resolve("repository")));
        this.cloud = World.in(work.resolve("world/cloud"));
        this.providers = OfflineProviders.start(cloud);
        this.states = StateServer.start(work.resolve("world/states"));
        variables.putAll(states.environment());
        variables.put("TF_REATTACH_PROVIDERS", providers.reattach());
        Path credentials =
                Files.createDirectories(repository.resolve("ci/gitlab")).resolve("credentials");
        Files.copy(ROOT.resolve("ci/gitlab/credentials"), credentials, StandardCopyOption.COPY_ATTRIBUTES);
        git("init", "-q", "-b", "main");
        commit("the environments");
    }

    @Override
    public void close() {
        providers.close();
        states.close();
    }

    /** All stacks of all environments, by hand. */
    void applyAll() throws IOException {
        Run synth = synth(work.resolve("first"));
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        for (String environment : ENVIRONMENTS) {
            for (String stack : List.of("network", "foundation", "cluster", "kubernetes")) {
                String name = environment + "-" + stack;
                if (Files.isDirectory(stackFolder(name))) {
                    terraform(name, "init", "-input=false");
                    terraform(name, "apply", "-input=false", "-auto-approve");
                }
            }
        }
    }

    /** Whoever stands at the terminal. */
    void terraform(String stack, String... command) throws IOException {
        try (ChildProcesses processes = ChildProcesses.open()) {
            TerraformBinary binary =
                    TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
            Terraform.Result result =
                    new Terraform(binary, variables, false, processes).run(stackFolder(stack), command);
            assertThat(result.succeeded()).as(result.out() + result.err()).isTrue();
        }
    }

    private Path stackFolder(String stack) {
        return work.resolve("first/cdktf.out/stacks").resolve(stack);
    }

    /** Whoever stands at Google's console. */
    void byHand(String address, String attribute, String value) {
        String world = work.resolve("world").toString();
        Run set = Run.kfstack("offline", "set", address, attribute, value, "--world", world);
        assertThat(set.exitCode()).as(set.err()).isZero();
    }

    Run synth() {
        return synth(repository);
    }

    private Run synth(Path output) {
        String environments = repository.resolve("environments").toString();
        return Run.kfstack("synth", "--environments", environments, "--output-dir", output.toString());
    }

    /** Replaces the first occurrence. */
    void edit(String path, String from, String to) throws IOException {
        Path file = repository.resolve(path);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.com"));
        command.addAll(List.of(arguments));
        succeed(repository, command);
    }

    /** Synthesizes and commits on the current branch. */
    void commit(String subject) throws Exception {
        Run synth = synth();
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        Files.writeString(repository.resolve(".gitignore"), "cdktf.out/\n/kfstack\n");
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", subject);
    }

    /**
     * The clone that a runner makes of the current branch, with a kfstack that runs this build.
     *
     * @param depth how many commits it gets; 0 for all, of all branches
     */
    Path cloned(int depth) throws Exception {
        Path clone = Files.createDirectories(work.resolve("runner-" + clones++)).resolve("clone");
        List<String> command = new ArrayList<>(List.of("git", "clone", "-q"));
        if (depth > 0) {
            command.addAll(List.of("--depth", Integer.toString(depth)));
        }
        command.addAll(List.of("file://" + repository, clone.toString()));
        succeed(work, command);
        program(
                clone.resolve("kfstack"),
                "exec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' dev.kfstack.cli.Main \"$@\"");
        return clone;
    }

    /** The commit that a name stands for. */
    String commitOf(String name) throws Exception {
        Process git = new ProcessBuilder("git", "rev-parse", name)
                .directory(repository.toFile())
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** From now on runners have this program, before any other of its name. */
    void onPath(String name, String script) throws IOException {
        Path programs = work.resolve("bin");
        program(programs.resolve(name), script);
        String path = variables.get("PATH");
        if (!path.startsWith(programs + File.pathSeparator)) {
            variables.put("PATH", programs + File.pathSeparator + path);
        }
    }

    static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a command with what leads to the cloud, these variables and no others. */
    Job run(Path folder, Map<String, String> ofTheRunner, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().putAll(ofTheRunner);
        Process process = builder.start();
        running = process.toHandle();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Job(process.waitFor(), log);
    }

    private void succeed(Path folder, List<String> command) throws Exception {
        Job done = run(folder, Map.of(), command.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.log()).isZero();
    }

    /** The runner's machine dies, with all that runs on it. */
    void die() {
        List<ProcessHandle> all = new ArrayList<>(List.of(running));
        running.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
