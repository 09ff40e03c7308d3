package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that sends events. What it prints, on both streams, is read line by line. */
final class ClientProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final Thread reader;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

  private ClientProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "client-output");
    reader.setDaemon(true);
    reader.start();
  }

  static ClientProcess start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ClientProcess(process);
  }

  /** Runs it to its end, which must be a good one. */
  static String run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    try (ClientProcess client = start(folder, environment, command)) {
      return client.awaitSuccess();
    }
  }

  /** Waits for that many lines, from the last call on, that contain the text. */
  void awaitLines(int count, String text) throws InterruptedException {
    for (int found = 0; found < count; ) {
      String line = unread.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line with \"%s\" in: %s", text, output).isNotNull();
      found += line.contains(text) ? 1 : 0;
    }
  }

  /** Waits for its end, which must be a good one; what it has printed. */
  String awaitSuccess() throws InterruptedException {
    assertThat(awaitEnd()).as("exit status; it printed %s", output).isZero();
    return String.join("\n", output);
  }

  /** Waits for its end; the exit status. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
        .as("ended; it printed %s", output)
        .isTrue();
    reader.join();
    return process.exitValue();
  }

  List<String> output() {
    return output;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .forEach(
              line -> {
                output.add(line);
                unread.add(line);
              });
    } catch (IOException e) {
      output.add("cannot be read: " + e);
    }
  }

  /** Ends it, and what it has started, if it still runs. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }
}
