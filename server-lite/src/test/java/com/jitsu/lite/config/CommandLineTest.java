package com.jitsu.lite.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @Test
  void nothingTypedMeansTheDefaults() {
    assertThat(CommandLine.parse(List.of()))
        .isEqualTo(
            new CommandLine(OptionalInt.empty(), Optional.empty(), Optional.empty(), false, false));
  }

  @Test
  void bothWaysToWriteAValueAreUnderstood() {
    assertThat(CommandLine.parse(List.of("--port", "0", "--data=d e", "--config=c.yaml")))
        .isEqualTo(CommandLine.parse(List.of("--port=0", "--data", "d e", "--config", "c.yaml")))
        .isEqualTo(
            new CommandLine(
                OptionalInt.of(0),
                Optional.of(Path.of("d e")),
                Optional.of(Path.of("c.yaml")),
                false,
                false));
  }

  @Test
  void helpAndVersionAreFlags() {
    assertThat(CommandLine.parse(List.of("-h")).help()).isTrue();
    assertThat(CommandLine.parse(List.of("--help", "--version")).version()).isTrue();
    assertThat(CommandLine.usage()).contains("--port", "--data", "--config", "--help", "--version");
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class,
            () -> CommandLine.parse(List.of("--prot", "--data", "--port=x", "--help=1", "serve")));

    assertThat(e.problems()).hasSize(5).allMatch(problem -> problem.code().equals("JITSU-0610"));
    assertThat(e)
        .hasMessageContaining("there is no option \"--prot\"")
        .hasMessageContaining("did you mean \"--port\"?")
        .hasMessageContaining("--data has no value")
        .hasMessageContaining("--port is not a port: x")
        .hasMessageContaining("--help takes no value")
        .hasMessageContaining("\"serve\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--port=-1",
    "--port=65536",
    "--port=",
    "--port=99999999999",
    "'--data=\0'",
    "--data="
  })
  void aValueThatCannotBeIsRefused(String argument) {
    assertThatThrownBy(() -> CommandLine.parse(List.of(argument)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("--port=1", "--port=2")))
        .hasMessageContaining("--port is given twice");
  }
}
