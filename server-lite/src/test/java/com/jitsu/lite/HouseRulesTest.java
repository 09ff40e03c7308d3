package com.jitsu.lite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the house is built; docs/ARCHITECTURE.md draws it. */
class HouseRulesTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("com.jitsu.lite");

  private static final Set<String> ALWAYS =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile");
  private static final Set<String> FACTORIES =
      Set.of(
          "java.nio.file.Files",
          "java.nio.channels.FileChannel",
          "java.sql.DriverManager",
          "java.lang.ProcessBuilder");
  private static final Set<String> STARTS = Set.of("open", "start", "connect", "listen");

  @Test
  void aLevelCallsOnlyDownward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("root")
        .definedBy("com.jitsu.lite")
        .layer("entrances")
        .definedBy(rooms("ingest", "api", "console"))
        .layer("consumers")
        .definedBy(rooms("loader", "keyer", "people", "rebuild", "functions", "retention"))
        .layer("stores")
        .definedBy(rooms("builders", "cache", "history", "journal", "sources", "warehouse"))
        .layer("ground")
        .definedBy(rooms("http", "redis", "rocks", "config", "health"))
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("entrances")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("consumers")
        .mayOnlyBeAccessedByLayers("root", "entrances")
        .whereLayer("stores")
        .mayOnlyBeAccessedByLayers("root", "entrances", "consumers")
        .because(
            "nothing upstream of the journal may know what is made of the events, and a room can be"
                + " understood from those below it")
        .check(HOUSE);
  }

  @Test
  void noRoomsInACircle() {
    slices()
        .matching("com.jitsu.lite.(*)..")
        .should()
        .beFreeOfCycles()
        .because("of two rooms that know each other neither can be read, tested or replaced alone")
        .check(HOUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "loader",
    "keyer",
    "people",
    "rebuild",
    "functions",
    "retention",
    "ingest",
    "console"
  })
  void neighboursOnTheUpperFloorsDoNotKnowEachOther(String room) {
    List<String> others =
        List.of(
                "loader",
                "keyer",
                "people",
                "rebuild",
                "functions",
                "retention",
                "ingest",
                "console")
            .stream()
            .filter(other -> !other.equals(room))
            .toList();
    noClasses()
        .that()
        .resideInAPackage("com.jitsu.lite." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(rooms(others.toArray(String[]::new)))
        .allowEmptyShould(true)
        .because(
            "each is a cursor over the journal or a door of its own; only the root wires them, and"
                + " what functions reach comes to those who run them as the sdk's HostServices")
        .check(HOUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "org.eclipse.jetty, http",
    "redis.clients, redis",
    "org.rocksdb, rocks",
    "java.sql, warehouse",
    "javax.sql, warehouse",
    "org.duckdb, warehouse",
    "okhttp3, functions",
    "okio, functions",
    "org.yaml, config",
    "com.fasterxml.jackson.dataformat, config",
    "org.graalvm, nowhere",
  })
  void aLibraryLivesInOneRoom(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage("com.jitsu.lite." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .because("a library is replaced, and its traps are known, in one place: " + room)
        .check(HOUSE);
  }

  @Test
  void noTypeOfALibraryLeavesItsRoom() {
    for (String room : List.of("http", "redis", "rocks", "warehouse", "functions")) {
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("com.jitsu.lite." + room + "..")
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .haveRawReturnType(
              DescribedPredicate.describe(
                  "of the library",
                  type ->
                      type.getPackageName()
                          .matches(
                              "(org\\.eclipse\\.jetty|redis\\.clients|org\\.rocksdb|okhttp3|java\\.sql|org\\.duckdb).*")))
          .because("whoever gets one of its types has to know the library")
          .check(HOUSE);
    }
  }

  @Test
  void onlyMainSpeaksToTheConsole() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("com.jitsu.lite.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace", PrintStream.class)
        .because("a server that runs in a build or as a service is read through its log")
        .check(HOUSE);
  }

  @Test
  void nothingStaticChanges() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two servers in one process, as in tests, must not know of each other")
        .check(HOUSE);
  }

  @Test
  void timeComesAsAClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .because("tests move the clock instead of waiting")
        .check(HOUSE);
  }

  @Test
  void constructorsOnlyStore() {
    constructors()
        .should(
            new ArchCondition<JavaConstructor>("do no I/O and start nothing") {
              @Override
              public void check(JavaConstructor constructor, ConditionEvents events) {
                for (JavaCall<?> call : constructor.getCallsFromSelf()) {
                  if (doesSomething(call)) {
                    events.add(SimpleConditionEvent.violated(constructor, call.getDescription()));
                  }
                }
              }
            })
        .because(
            "an object can then be built anywhere, in a test too; what can fail is in open and"
                + " start, and is undone by close")
        .check(HOUSE);
  }

  private static boolean doesSomething(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getTarget().getName();
    boolean ours =
        owner.startsWith("com.jitsu.") || owner.startsWith("org.") || owner.startsWith("redis.");
    return (ALWAYS.contains(owner) && !isUnconnectedSocket(call))
        || (FACTORIES.contains(owner) && !name.equals("<init>"))
        || (ours && STARTS.contains(name) && (name.equals("start") || isStatic(call)))
        || (owner.equals("java.lang.Thread") && name.equals("start"));
  }

  /** {@code new Socket()} and {@code new Socket(proxy)} only store; the others connect. */
  private static boolean isUnconnectedSocket(JavaCall<?> call) {
    List<String> parameters =
        call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
    return call.getTargetOwner().getName().equals("java.net.Socket")
        && call.getTarget().getName().equals("<init>")
        && (parameters.isEmpty() || parameters.equals(List.of("java.net.Proxy")));
  }

  private static boolean isStatic(JavaCall<?> call) {
    return call.getTarget()
        .resolveMember()
        .map(member -> member.getModifiers().contains(JavaModifier.STATIC))
        .orElse(false);
  }

  private static String[] rooms(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = "com.jitsu.lite." + names[i] + "..";
    }
    return packages;
  }
}
