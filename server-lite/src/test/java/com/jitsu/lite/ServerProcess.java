package com.jitsu.lite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as a user starts it: {@code java -jar target/server-lite/server-lite.jar}. */
public final class ServerProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target/server-lite/server-lite.jar");
  private static final String READY = "Listening on ";

  private final Process process;
  private final List<String> output;

  private ServerProcess(Process process, List<String> output) {
    this.process = process;
    this.output = output;
  }

  /** Returns when the ready line was read, or the process ended. */
  public static ServerProcess start(String... arguments) throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not built: run mvn verify, not mvn test");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = new ArrayList<>();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null) {
      output.add(line);
      if (line.startsWith(READY)) {
        break;
      }
      line = reader.readLine();
    }
    Thread drain = new Thread(() -> reader.lines().forEach(ignored -> {}), "server-output");
    drain.setDaemon(true);
    drain.start();
    return new ServerProcess(process, output);
  }

  public String address() {
    return output.stream()
        .filter(line -> line.startsWith(READY))
        .map(line -> line.substring(READY.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the server did not start: " + text()));
  }

  /** What it printed up to the ready line. */
  String text() {
    return String.join("\n", output);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not end within a minute");
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    terminate();
    try {
      awaitExit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
