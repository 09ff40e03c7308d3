package com.jitsu.sdk.bundle;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of this machine that is run to its end, a process per call; thread-safe. */
final class NativeProgram {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int STARTS = 10;

  private final String name;
  private final Path executable;
  private final String remedy;

  /**
   * @param name for messages
   * @param remedy what to do when it does not run
   */
  NativeProgram(String name, Path executable, String remedy) {
    this.name = name;
    this.executable = executable;
    this.remedy = remedy;
  }

  /** What a call printed. */
  record Output(int status, String text, String errors) {}

  /** Runs in {@code folder}, to which paths in the output are relative. */
  Output run(Path folder, List<String> arguments, String input) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(arguments);
    Process process = start(new ProcessBuilder(command).directory(folder.toFile()));
    try {
      CompletableFuture<String> text = readAll(process.getInputStream());
      CompletableFuture<String> errors = readAll(process.getErrorStream());
      write(process, input);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw failure("did not finish within " + LIMIT.toSeconds() + " seconds", null);
      }
      return new Output(process.exitValue(), text.join(), errors.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * A binary that was extracted a moment ago may be "busy": another thread's child process holds
   * the descriptor it was written through until that child has started.
   */
  private Process start(ProcessBuilder builder) {
    IOException last = null;
    for (int attempt = 0; attempt < STARTS; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        last = e;
        if (!String.valueOf(e.getMessage()).contains("error=26")) {
          break;
        }
        pause();
      }
    }
    throw failure("does not start: " + (last == null ? "unknown" : last.getMessage()), last);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Process process, String input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading its input; its status and messages say why.
      return;
    }
  }

  private CompletableFuture<String> readAll(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
              }
            },
            name + "-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  ProblemException failure(String what, @Nullable Exception cause) {
    return new ProblemException(
        new Problem(EsbuildBinary.UNUSABLE, name + " " + what, executable.toString(), remedy),
        cause);
  }
}
