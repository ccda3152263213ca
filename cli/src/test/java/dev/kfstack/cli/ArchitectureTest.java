package dev.kfstack.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What holds across modules. This is the module that has all others on its classpath. */
@AnalyzeClasses(
        packages = "dev.kfstack",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.HandWritten.class})
class ArchitectureTest {

    /** Bindings and protocol are generated. */
    static final class HandWritten implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/dev/kfstack/bindings/") && !location.contains("/dev/kfstack/offline/plugin/");
        }
    }

    private static final String[] STACKS = {
        "dev.kfstack.stacks..", "dev.kfstack.constructs..", "dev.kfstack.addresses.."
    };

    @ArchTest
    static final ArchRule ONLY_STACKS_SEES_THE_CDK = noClasses()
            .that()
            .resideOutsideOfPackages(STACKS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.cdktn..", "dev.kfstack.bindings..", "software.constructs..", "software.amazon.jsii..");

    @ArchTest
    static final ArchRule OVERLAYS_DO_NOT_SEE_STACKS = noClasses()
            .that()
            .resideInAPackage("dev.kfstack.kustomize..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STACKS);

    @ArchTest
    static final ArchRule STACKS_DO_NOT_SEE_OVERLAYS = noClasses()
            .that()
            .resideInAnyPackage(STACKS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kfstack.kustomize..");

    @ArchTest
    static final ArchRule NOBODY_SEES_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kfstack.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kfstack.cli..");

    @ArchTest
    static final ArchRule A_CLASS_IS_NAMED_BY_WHAT_IT_IS =
            classes().should().haveNameNotMatching(".*(Utils?|Helpers?|Managers?|Impl|Common)");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(resideInANullMarkedPackage());

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info.java has @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }
}
