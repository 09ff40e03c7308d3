package com.jitsu.maven.launch;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server whose life is that of this process: it shows what the server prints, and when this
 * process is ended (Ctrl-C, SIGTERM) it waits until the server has saved its work.
 *
 * <p>While the server lives, a {@link ServerRecord} tells the other goals where it is and where its
 * keys are.
 */
public final class ForegroundServer {

  private static final Duration GOODBYE = Duration.ofSeconds(30);
  private static final int ENDED_BY_SIGINT = 130;
  private static final int ENDED_BY_SIGTERM = 143;

  private final ServerCommand command;
  private final Path recordFile;
  private final PrintStream out;
  private final boolean terminal;
  private volatile @Nullable ServerRecord written;

  /**
   * @param terminal whether a person reads {@code out}: then the server's keys are shown whole,
   *     which it cannot do itself in a pipe
   */
  public ForegroundServer(
      ServerCommand command, Path recordFile, PrintStream out, boolean terminal) {
    this.command = command;
    this.recordFile = recordFile;
    this.out = out;
    this.terminal = terminal;
  }

  /** Runs the server until it ends; a problem if it ends by a failure of its own. */
  public void run() throws IOException, InterruptedException {
    Files.createDirectories(command.data());
    Process process =
        new ProcessBuilder(command.words()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    Thread goodbye = new Thread(() -> end(process), "end server-lite");
    Runtime.getRuntime().addShutdownHook(goodbye);
    try {
      pass(process);
      int status = process.waitFor();
      if (status != 0 && status != ENDED_BY_SIGINT && status != ENDED_BY_SIGTERM) {
        throw new ProblemException(
            new Problem(
                "JITSU-0806",
                "the server ended with status " + status,
                command.data().toString(),
                "mend what its last lines above name; a taken port: -Djitsu.port=0 takes any"));
      }
    } finally {
      deleteRecord();
      forget(goodbye);
    }
  }

  private void pass(Process process) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      boolean ready = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(terminal ? WholeKeys.in(line, command.data()) : line);
        Optional<URI> address = ready ? Optional.empty() : ServerProcess.readyAddress(line);
        if (address.isPresent()) {
          ready = true;
          record(process, address.get());
        }
      }
    }
  }

  private void record(Process process, URI address) throws IOException {
    ServerRecord server =
        new ServerRecord(
            address, process.pid(), ServerRecord.startOf(process.toHandle()), command.data(), null);
    written = server;
    server.write(recordFile);
  }

  private void deleteRecord() throws IOException {
    ServerRecord mine = written;
    if (mine != null) {
      mine.deleteFrom(recordFile);
    }
  }

  private void end(Process process) {
    try {
      if (process.isAlive()) {
        out.println("Stopping the server …");
      }
      ServerProcess.stop(process.toHandle(), GOODBYE);
      deleteRecord();
    } catch (IOException | InterruptedException e) {
      // This process ends now; a record that stays is harmless, for its process is gone.
    }
  }

  private static void forget(Thread goodbye) {
    try {
      Runtime.getRuntime().removeShutdownHook(goodbye);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }
}
