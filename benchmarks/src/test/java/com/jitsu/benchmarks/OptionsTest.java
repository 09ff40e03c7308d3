package com.jitsu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final List<String> PARTS = List.of("speed", "threads", "heap");
  private static final Path HOME = Path.of("benchmarks");

  @Test
  void readsAllOptions() {
    assertThat(
            parse(
                "--short",
                "--rounds",
                "3",
                "--profiles",
                "30000",
                "--soak",
                "600",
                "--only",
                "speed,heap",
                "--java-options",
                "-Xmx2g -Da=b"))
        .isEqualTo(
            new Options(
                true,
                3,
                Duration.ofMinutes(10),
                30_000,
                Set.of("speed", "heap"),
                List.of("-Xmx2g", "-Da=b"),
                HOME));
  }

  @Test
  void withoutOptionsEverythingIsRun() {
    assertThat(parse().wants("threads")).isTrue();
    assertThat(parse("--only", "heap").wants("threads")).isFalse();
  }

  @Test
  void aMistypedOptionIsAnsweredWithTheOneThatWasMeant() {
    assertThat(failure("--shrot"))
        .isEqualTo("there is no option \"--shrot\": did you mean \"--short\"?");
  }

  @Test
  void anUnknownPartIsAnsweredWithAllThereAre() {
    assertThat(failure("--only", "latency"))
        .isEqualTo("there is no part \"latency\": known here: heap, speed, threads");
  }

  @Test
  void aNumberOfRoundsIsANumber() {
    assertThat(failure("--rounds", "many"))
        .isEqualTo("--rounds needs a number from 1 to 9999999, found \"many\": try --rounds 7");
    assertThat(failure("--rounds"))
        .isEqualTo("--rounds needs a value: see ./benchmarks/run --help");
  }

  @Test
  void aMistypedBenchmarkIsAnsweredWithTheOneThatWasMeant() {
    BenchmarkException e =
        catchThrowableOfType(
            BenchmarkException.class,
            () -> Main.run(HOME, List.of("engin"), new Report(System.out)));

    assertThat(e).hasMessage("there is no benchmark \"engin\"");
    assertThat(e.remedy()).isEqualTo("did you mean \"engine\"?");
  }

  @Test
  void theUsageNamesEveryBenchmark() {
    assertThat(Main.usage()).contains("  engine ", "parts: speed, ");
  }

  private static Options parse(String... arguments) {
    return Options.parse(List.of(arguments), PARTS, HOME);
  }

  private static String failure(String... arguments) {
    BenchmarkException e = catchThrowableOfType(BenchmarkException.class, () -> parse(arguments));
    return e.getMessage() + ": " + e.remedy();
  }
}
