package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.host.HostServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A guest that no flag reaches is left to itself, and in nobody's way. */
class AbandonedTest {

  @Test
  void theJvmEndsAlthoughAGuestDoesNot() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .inheritIO()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(7);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ends with 7 when the endless run failed and the next one succeeded. */
  static final class Main {
    public static void main(String... arguments) {
      FunctionEngine engine = new FunctionEngine(Limits.test().withTime(Duration.ofMillis(1_500)));
      ProfileFunction function =
          engine.load(
              Functions.bundle(
                  "export default (events) => { if ([...events].length) [].indexOf.call({ length: 2 ** 53 - 1 }, 5); return {} }"));
      boolean failed =
          function
              .run(Functions.run(HostServices.none(), "{}"))
              .outcome()
              .equals(
                  new Outcome.Failed(
                      new GuestError(
                          "TimeoutError",
                          "Profile function execution timed out after 1500ms",
                          List.of())));
      boolean goesOn =
          function.run(Functions.run(HostServices.none())).outcome() instanceof Outcome.Row;
      function.close();
      engine.close();
      System.exit(failed && goesOn ? 7 : 1);
    }
  }
}
