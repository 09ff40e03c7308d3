package com.jitsu.lite.clients;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The clients as npm installs them, in {@code target/clients}, beside the scripts that use them.
 * Installed once, and again when the lock file changes; several processes may ask for it.
 */
final class NpmClients {

  static final Path FOLDER = Path.of("target/clients").toAbsolutePath();

  private static final Path SOURCES = Path.of("src/test/resources/clients");
  private static final Path LOCK = FOLDER.resolve("package-lock.json");
  private static final Path INSTALLED = FOLDER.resolve("node_modules/.package-lock.json");

  private NpmClients() {}

  /** Skips or fails the test when there is no Node, no npm or no network. */
  static void install() throws IOException, InterruptedException {
    Machine.node();
    Path npm = Machine.npm();
    Files.createDirectories(FOLDER);
    try (FileChannel installing = FileChannel.open(FOLDER.resolve("installing"), CREATE, WRITE)) {
      installing.lock();
      boolean changed = !Files.exists(INSTALLED) || Files.mismatch(LOCK, source(LOCK)) >= 0;
      copySources();
      if (changed) {
        install(npm);
      }
    }
  }

  private static void install(Path npm) throws IOException, InterruptedException {
    Files.deleteIfExists(INSTALLED);
    try (ClientProcess process =
        ClientProcess.start(
            FOLDER, Map.of(), List.of(npm.toString(), "ci", "--no-audit", "--no-fund"))) {
      process.awaitEnd();
      Machine.need(
          "node",
          Files.exists(INSTALLED),
          "npm ci cannot install the clients: " + process.output());
    }
  }

  /** Runs a script of the folder to its good end. */
  static String node(String script, String... arguments) throws IOException, InterruptedException {
    try (ClientProcess client = startNode(Map.of(), script, arguments)) {
      return client.awaitSuccess();
    }
  }

  static ClientProcess startNode(
      Map<String, String> environment, String script, String... arguments) throws IOException {
    return ClientProcess.start(
        FOLDER,
        environment,
        Stream.concat(Stream.of(Machine.node().toString(), script), Stream.of(arguments)).toList());
  }

  /** Leaves alone what another process may be reading. */
  private static void copySources() throws IOException {
    Files.createDirectories(FOLDER);
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Path copy = FOLDER.resolve(file.getFileName());
        if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Path source(Path file) {
    return SOURCES.resolve(file.getFileName());
  }
}
