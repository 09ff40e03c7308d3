package com.jitsu.sdk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The ground plan of this module, as docs/ARCHITECTURE.md draws it. */
class HouseRulesTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("com.jitsu.sdk");

  @Test
  void aRoomUsesOnlyTheRoomsBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("problem")
        .definedBy("com.jitsu.sdk.problem..")
        .layer("contract")
        .definedBy("com.jitsu.sdk.contract..")
        .layer("host")
        .definedBy("com.jitsu.sdk.host..")
        .layer("bundle")
        .definedBy("com.jitsu.sdk.bundle..")
        .layer("engine")
        .definedBy("com.jitsu.sdk.engine..")
        .layer("fixtures")
        .definedBy("com.jitsu.sdk.fixtures..")
        .whereLayer("fixtures")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("fixtures")
        .whereLayer("bundle")
        .mayOnlyBeAccessedByLayers("engine", "fixtures")
        .whereLayer("host")
        .mayOnlyBeAccessedByLayers("engine", "fixtures")
        .whereLayer("contract")
        .mayOnlyBeAccessedByLayers("bundle", "host", "engine", "fixtures")
        .because("who reads a room needs to know only the rooms below it")
        .check(HOUSE);
  }

  @Test
  void everyClassIsInARoom() {
    noClasses()
        .should()
        .resideOutsideOfPackages(
            "com.jitsu.sdk.problem..",
            "com.jitsu.sdk.contract..",
            "com.jitsu.sdk.bundle..",
            "com.jitsu.sdk.host..",
            "com.jitsu.sdk.engine..",
            "com.jitsu.sdk.fixtures..")
        .because("a room that the ground plan does not name has no rules")
        .check(HOUSE);
  }

  @Test
  void noRoomsUseEachOther() {
    slices()
        .matching("com.jitsu.sdk.(*)..")
        .should()
        .beFreeOfCycles()
        .because("rooms in a circle can only be understood all at once")
        .check(HOUSE);
  }

  @Test
  void onlyTheEngineKnowsGraal() {
    noClasses()
        .that()
        .resideOutsideOfPackage("com.jitsu.sdk.engine..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.graalvm..", "com.oracle.truffle..", "com.oracle.js.."))
        .because("limits, border and guest errors are right only if there is one place for them")
        .check(HOUSE);
  }

  @Test
  void theRuntimeKnowsNoNetworkAndNoMaven() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.net.http..", "java.sql..", "org.apache.maven..", "org.eclipse.jetty.."))
        .because("the same runtime serves Maven, the server and one day a cluster")
        .check(HOUSE);
  }

  @Test
  void nobodyWritesToTheStandardStreams() {
    noClasses()
        .should(ACCESS_STANDARD_STREAMS)
        .because("this is a library: what is said, its caller says")
        .check(HOUSE);
  }

  @Test
  void nothingStaticChanges() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("what changes belongs to an object that someone opens and closes")
        .check(HOUSE);
  }
}
