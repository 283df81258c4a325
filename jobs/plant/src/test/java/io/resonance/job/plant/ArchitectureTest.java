package io.resonance.job.plant;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.resonance.job.plant.breach.client.BreachOfAFrontDoor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dependency rules of the project, checked on the classes of all modules this job is made of.
 */
class ArchitectureTest {

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.resonance");

  private static final ArchRule FRONT_DOORS_ONLY =
      noClasses()
          .that(resideOutsideOf("io.resonance.connector"))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.resonance.connector..client..")
                  .or(resideInAPackage("io.resonance.connector..split.."))
                  .or(resideInAPackage("io.resonance.connector..enumerator.."))
                  .or(resideInAPackage("io.resonance.connector..reader.."))
                  .or(resideInAPackage("io.resonance.job.plant.breach.client..")))
          .because("from outside a connector only its front door is used");

  private static final ArchRule BATCHES_NEVER_BECOME_JAVA_SERIALIZED =
      noClasses()
          .should()
          .callConstructor(java.io.ObjectOutputStream.class, java.io.OutputStream.class)
          .because("state is for ever, and Java serialization is not");

  static List<ArchRule> rules() {
    return List.of(
        FRONT_DOORS_ONLY,
        BATCHES_NEVER_BECOME_JAVA_SERIALIZED,
        layer("io.resonance.schema..", "io.resonance.schema.."),
        layer("io.resonance.connector.opcua..", "io.resonance.connector.opcua.."),
        layer("io.resonance.connector.mtconnect..", "io.resonance.connector.mtconnect.."),
        layer(
            "io.resonance.connector.mes..",
            "io.resonance.connector.mes..",
            "io.resonance.schema.."),
        layer("io.resonance.conform..", "io.resonance.conform..", "io.resonance.schema.."),
        layer("io.resonance.infer..", "io.resonance.infer..", "io.resonance.schema.."),
        layer(
            "io.resonance.normalize..",
            "io.resonance.normalize..",
            "io.resonance.schema..",
            "io.resonance.connector.opcua.source..",
            "io.resonance.connector.mtconnect.source.."),
        only(
            "org.eclipse.milo..",
            "io.resonance.connector.opcua..",
            "io.resonance.normalize.opcua.."),
        only("ai.djl..", "io.resonance.infer.."),
        only("ai.onnxruntime..", "io.resonance.infer.."),
        noClasses()
            .should()
            .resideInAnyPackage(
                "..common..",
                "..core..",
                "..util..",
                "..helper..",
                "..internal..",
                "..impl..",
                "..api..",
                "..base..")
            .because("a package is named after what is in it"),
        classes()
            .should()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .because("such names say nothing"),
        SlicesRuleDefinition.slices()
            .matching("io.resonance.(conform|infer|normalize|schema|job.plant)..")
            .should()
            .beFreeOfCycles());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(PROJECT);
  }

  @Test
  void aDeliberateBreachIsCaught() {
    JavaClasses breach = new ClassFileImporter().importPackages("io.resonance.job.plant.breach");
    assertThatThrownBy(() -> FRONT_DOORS_ONLY.check(breach))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(BreachOfAFrontDoor.class.getSimpleName());
  }

  @Test
  void aDeliberateBreachOfALayerIsCaught() {
    JavaClasses breach = new ClassFileImporter().importPackages("io.resonance.job.plant.breach");
    assertThatThrownBy(
            () ->
                layer("io.resonance.job.plant.breach..", "io.resonance.job.plant.breach..")
                    .check(breach))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.resonance.schema");
  }

  /** Classes of a package use, of the project's own, nothing but the allowed packages. */
  private static ArchRule layer(String of, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage(of)
        .should()
        .dependOnClassesThat(ourOwnOutside(allowed))
        .because(of + " depends on nothing of ours but " + List.of(allowed));
  }

  /** A library is used by the allowed packages and by nothing else of the project. */
  private static ArchRule only(String library, String... allowed) {
    return noClasses()
        .that(ourOwnOutside(allowed))
        .and(resideOutsideOf("io.resonance.testbed"))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .because(library + " is used in " + List.of(allowed) + " only");
  }

  private static DescribedPredicate<JavaClass> ourOwnOutside(String... allowed) {
    DescribedPredicate<JavaClass> ours = resideInAPackage("io.resonance..");
    for (String packages : allowed) {
      ours = ours.and(DescribedPredicate.not(resideInAPackage(packages)));
    }
    return ours;
  }

  private static DescribedPredicate<JavaClass> resideOutsideOf(String packageName) {
    return DescribedPredicate.not(resideInAPackage(packageName + ".."));
  }
}
