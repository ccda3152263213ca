package dev.kfstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the model sees which. */
@AnalyzeClasses(packages = "dev.kfstack", importOptions = ImportOption.DoNotIncludeTests.class)
class ModelArchitectureTest {

    /** A new package fails here until it has its place. */
    @ArchTest
    static final ArchRule PACKAGES_SEE_THOSE_BELOW_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.kfstack..")
            .layer("problem")
            .definedBy("dev.kfstack.problem")
            .layer("yaml")
            .definedBy("dev.kfstack.yaml")
            .layer("schema")
            .definedBy("dev.kfstack.schema")
            .layer("environment")
            .definedBy("dev.kfstack.environment")
            .layer("release")
            .definedBy("dev.kfstack.release")
            .layer("reader")
            .definedBy("dev.kfstack.reader")
            .layer("gke")
            .definedBy("dev.kfstack.gke")
            .layer("names")
            .definedBy("dev.kfstack.names")
            .layer("bootstrap")
            .definedBy("dev.kfstack.bootstrap")
            .layer("restore")
            .definedBy("dev.kfstack.restore")
            .layer("permission")
            .definedBy("dev.kfstack.permission")
            .layer("network")
            .definedBy("dev.kfstack.network")
            .layer("validation")
            .definedBy("dev.kfstack.validation")
            .layer("testkit")
            .definedBy("dev.kfstack.testkit")
            .whereLayer("problem")
            .mayNotAccessAnyLayer()
            .whereLayer("yaml")
            .mayOnlyAccessLayers("problem")
            .whereLayer("schema")
            .mayOnlyAccessLayers("yaml", "problem")
            .whereLayer("environment")
            .mayOnlyAccessLayers("schema")
            .whereLayer("release")
            .mayOnlyAccessLayers("environment", "schema", "yaml", "problem")
            .whereLayer("reader")
            .mayOnlyAccessLayers("environment", "schema", "yaml", "problem")
            .whereLayer("gke")
            .mayNotAccessAnyLayer()
            .whereLayer("names")
            .mayOnlyAccessLayers("environment", "problem")
            .whereLayer("restore")
            .mayOnlyAccessLayers("release", "names", "environment")
            .whereLayer("permission")
            .mayOnlyAccessLayers("yaml", "names", "environment", "problem")
            .whereLayer("bootstrap")
            .mayOnlyAccessLayers("permission", "gke", "network", "names", "environment", "problem")
            .whereLayer("network")
            .mayOnlyAccessLayers("names", "environment", "problem")
            .whereLayer("validation")
            .mayOnlyAccessLayers("yaml", "reader", "gke", "names", "network", "environment", "schema", "problem")
            .whereLayer("testkit")
            .mayNotAccessAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.kfstack.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_MODEL_SEES_NO_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kfstack.testkit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml..", "picocli..", "io.cdktn..", "software.constructs..", "software.amazon..");
}
