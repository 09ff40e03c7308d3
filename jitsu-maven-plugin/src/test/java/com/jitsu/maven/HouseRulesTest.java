package com.jitsu.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  private static final JavaClasses PLUGIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("com.jitsu.maven");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("com.jitsu.maven.(*)..").should().beFreeOfCycles().check(PLUGIN);
  }

  @Test
  void onlyTheRootKnowsMaven() {
    noClasses()
        .that()
        .resideInAnyPackage("com.jitsu.maven.*..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..")
        .because("what the goals call must also run without Maven")
        .check(PLUGIN);
  }

  @Test
  void nothingCallsTheRoot() {
    noClasses()
        .that()
        .resideInAnyPackage("com.jitsu.maven.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.jitsu.maven")
        .because("goals are the top floor")
        .check(PLUGIN);
  }

  @Test
  void onlyTheClientKnowsHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("com.jitsu.maven.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "okio..")
        .because("one place decides on time limits and how failures are told")
        .check(PLUGIN);
  }

  @Test
  void theServerIsAProcessOfItsOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.jitsu.lite..")
        .because("its libraries must not meet those of a build")
        .check(PLUGIN);
  }

  @Test
  void thereIsNoStaticMutableState() {
    noFields()
        .that()
        .areStatic()
        .should()
        .notBeFinal()
        .because("modules build in parallel threads")
        .check(PLUGIN);
  }

  @Test
  void nothingPrintsPastTheLog() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("Maven's log decides what is shown; a bar has the terminal itself")
        .check(PLUGIN);
  }
}
