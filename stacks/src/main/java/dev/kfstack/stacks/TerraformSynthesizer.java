package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.addresses.AddressContract;
import dev.kfstack.addresses.PromisedAddresses;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.IoFailure;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.Releases;
import io.cdktn.cdktn.App;
import io.cdktn.cdktn.AppConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the Terraform configuration of environments: {@code stacks/<stack>/cdk.tf.json}, {@code provenance.json} and
 * {@code manifest.json} in the output folder, and each environment's {@code .addresses} beside its file.
 *
 * <p>Not safe for use by several threads: jsii is not.
 */
public final class TerraformSynthesizer {

    private static final String RULE = "output-folder";

    private final List<EnvironmentFile> environments;
    private final Releases releases;
    private final Path environmentsFolder;
    private final Path outputFolder;
    private final Path addressesFolder;
    private final Problems problems = new Problems();

    private TerraformSynthesizer(
            List<EnvironmentFile> environments,
            Releases releases,
            Path environmentsFolder,
            Path outputFolder,
            Path addressesFolder) {
        this.environments = List.copyOf(environments);
        this.releases = releases;
        this.environmentsFolder = environmentsFolder;
        this.outputFolder = outputFolder;
        this.addressesFolder = addressesFolder;
    }

    /** The stacks an environment has, in the order in which they are applied. */
    private List<EnvironmentStack> stacks(App app, ResourceNames names) {
        List<EnvironmentStack> stacks = new ArrayList<>();
        if (names.environment().network().managedBy() == Network.ManagedBy.KFSTACK) {
            stacks.add(new NetworkStack(app, names, releases.webhookPorts(names.environment())));
        }
        stacks.addAll(List.of(
                new FoundationStack(app, names), new ClusterStack(app, names), new KubernetesStack(app, names)));
        return stacks;
    }

    /**
     * Writes the stacks of {@code environments}, which must have passed validation. Other environments' stacks in the
     * output folder stay; stacks that exist no longer are taken out. A file that is right already is not touched.
     *
     * @param releases the Kubeflow releases that the environments name
     * @param environmentsFolder holds moves.yaml and the addresses; as the user gave it, since messages name files by it
     * @param outputFolder made when it does not exist; its file system must allow to rename from its parent
     * @param problems where a lost address, an environment whose file is lost, a pool that would be replaced, a mistake in
     *     moves.yaml, a lock of other providers or a folder that cannot be written is reported; after any but the last nothing at all was written
     * @throws SynthesisException when the CDK refuses what a construct made
     */
    public static SynthResult synth(
            List<EnvironmentFile> environments,
            Releases releases,
            Path environmentsFolder,
            Path outputFolder,
            Problems problems) {
        return new TerraformSynthesizer(environments, releases, environmentsFolder, outputFolder, environmentsFolder)
                .synth(problems);
    }

    /**
     * The same, judged in the same way, but nothing is promised: the addresses go to the output folder, and the folder of
     * the environments stays as it is.
     */
    public static SynthResult trial(
            List<EnvironmentFile> environments,
            Releases releases,
            Path environmentsFolder,
            Path outputFolder,
            Problems problems) {
        return new TerraformSynthesizer(environments, releases, environmentsFolder, outputFolder, outputFolder)
                .synth(problems);
    }

    private SynthResult synth(Problems reported) {
        try {
            return run();
        } catch (IOException e) {
            return notWritten(IoFailure.reason(e));
        } catch (RuntimeException e) {
            if (!SynthesisException.isFromJsii(e)) {
                throw e;
            }
            SynthesisException refused = new SynthesisException(e);
            return notWritten(refused.reasonOfSystem().orElseThrow(() -> refused));
        } finally {
            reported.addAll(problems);
        }
    }

    private SynthResult notWritten(String reason) {
        problems.error(new Place(outputFolder.toString(), 1, 1), "", "cannot be written: " + reason, RULE);
        return SynthResult.NOTHING;
    }

    private SynthResult run() throws IOException {
        PromisedAddresses promised =
                PromisedAddresses.read(environmentsFolder, environments, namesInFolder(), problems);
        if (problems.hasErrors()) {
            return SynthResult.NOTHING;
        }
        try (StagingFolder staging = StagingFolder.beside(outputFolder)) {
            App app = app(staging.path("app"));
            JsiiFolder.deleteAtExit();
            List<BuiltEnvironment> built = environments.stream()
                    .map(file -> new BuiltEnvironment(file, stacks(app, new ResourceNames(file.environment()))))
                    .toList();
            contract(promised, built).check(stacksOfOthers(), problems);
            if (problems.hasErrors()) {
                return SynthResult.NOTHING;
            }
            built.forEach(environment -> environment
                    .stacks()
                    .forEach(stack -> stack.refactor(promised.moves().blocks(stack.stackName()))));
            app.synth();
            Map<String, String> locks = locks(staging);
            if (problems.hasErrors()) {
                return SynthResult.NOTHING;
            }
            return new OutputFolder(outputFolder, environmentsFolder, addressesFolder, staging)
                    .replace(
                            built,
                            locks,
                            namesOfOthers(),
                            addressesFolder.equals(environmentsFolder)
                                    ? promised.gone().files()
                                    : List.of());
        }
    }

    private Map<String, String> locks(StagingFolder staging) throws IOException {
        Optional<ProviderLock> lock = ProviderLock.read(environmentsFolder);
        if (lock.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> configurations = new TreeMap<>();
        for (String stack : Manifest.read(staging.path("app")).stacks()) {
            configurations.put(
                    stack,
                    Json.MAPPER.readTree(OutputFolder.configuration(staging.path("app"), stack)
                            .toFile()));
        }
        return lock.get().ofStacks(configurations, problems);
    }

    static App app(Path folder) {
        return new App(AppConfig.builder()
                .outdir(folder.toString())
                // without it the CDK refuses write-only arguments and ephemeral resources
                .context(Map.of("targetVersions", Map.of("terraform", ">=1.11.0")))
                .stackTraces(false)
                .hclOutput(false)
                .build());
    }

    private static AddressContract contract(PromisedAddresses promised, List<BuiltEnvironment> built) {
        return new AddressContract(
                promised.addresses(),
                built.stream()
                        .flatMap(environment -> environment.addresses().stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                built.stream()
                        .flatMap(environment -> environment.stacks().stream())
                        .map(EnvironmentStack::stackName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                promised.moves());
    }

    /** Environments of the folder that are not written now. */
    private List<String> namesOfOthers() {
        List<String> mine = environments.stream().map(EnvironmentFile::name).toList();
        return namesInFolder().stream().filter(name -> !mine.contains(name)).toList();
    }

    private List<String> namesInFolder() {
        return new EnvironmentReader(environmentsFolder, new Problems()).names();
    }

    private Collection<String> stacksOfOthers() {
        return namesOfOthers().stream().flatMap(TerraformSynthesizer::anyStack).toList();
    }

    /** Whether another environment has a stack is not known without reading it: all are taken for possible. */
    static Stream<String> anyStack(String environment) {
        return Arrays.stream(Stack.values()).map(stack -> environment + "-" + stack.suffix());
    }
}
