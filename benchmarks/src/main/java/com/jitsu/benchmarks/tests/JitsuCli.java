package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jitsu's command-line tool from npm, in a project that it has made itself.
 *
 * <p>{@code jitsu-cli init} leaves the versions of jest and TypeScript to npm. Here they are those
 * that this release of it works with: with TypeScript 6, which npm would choose today, its project
 * does not find the types of jest. {@code @jitsu/functions-lib}, which it asks for too, npm has no
 * longer; a profile function has no need of it.
 */
final class JitsuCli {

  private static final Map<String, String> PACKAGES = packages();

  private final Path folder;

  /**
   * @param folder of its own, which {@code mvn clean} removes
   */
  JitsuCli(Path folder) {
    this.folder = folder;
  }

  /** The project that can be tested. */
  Path project() {
    return folder.resolve("project");
  }

  private static Map<String, String> packages() {
    Map<String, String> packages = new LinkedHashMap<>();
    packages.put("jitsu-cli", "1.10.4");
    packages.put("@jitsu/protocols", "1.10.4");
    packages.put("@types/jest", "29.5.14");
    packages.put("jest", "29.7.0");
    packages.put("ts-jest", "29.4.15");
    packages.put("typescript", "5.9.3"); // ours checks types with the same
    return packages;
  }

  /** {@code jitsu-cli 1.10.4, ts-jest 29.4.15, …}. */
  static String versions() {
    return "jitsu-cli %s, jest %s, ts-jest %s, TypeScript %s"
        .formatted(
            PACKAGES.get("jitsu-cli"),
            PACKAGES.get("jest"),
            PACKAGES.get("ts-jest"),
            PACKAGES.get("typescript"));
  }

  /** Makes the project; a sentence with the remedy if it cannot be measured here. */
  Optional<String> prepare(Report report) throws IOException, InterruptedException {
    Path project = project();
    if (!works(List.of("node", "--version"), folder)
        || !works(List.of("npm", "--version"), folder)) {
      return Optional.of(
          "There is no Node with npm, so ours is measured alone: install Node 20 (https://nodejs.org) and put it on the PATH.");
    }
    Path done = project.resolve("node_modules").resolve("installed.json");
    String wanted = Json.text(Json.mapper().valueToTree(PACKAGES));
    if (Files.exists(done) && Files.readString(done).equals(wanted)) {
      return Optional.empty();
    }
    report.progress("npm install " + versions());
    Folders.delete(project);
    Files.createDirectories(project);
    Files.writeString(project.resolve("package.json"), "{}");
    depend();
    if (!works(List.of("npm", "install", "--no-audit", "--no-fund"), project)
        || !works(cli("init", ".", "--allow-non-empty-dir"), project)) {
      return Optional.of(
          "jitsu-cli cannot be installed, so ours is measured alone: see "
              + log()
              + ", and try: cd "
              + project
              + " && npm install");
    }
    depend(); // the project's own package.json is there only now
    Folders.delete(project.resolve("__tests__"));
    Folders.delete(project.resolve("src"));
    Files.writeString(done, wanted);
    return Optional.empty();
  }

  /** The command {@code jitsu-cli}, without what npm or npx would do before. */
  List<String> cli(String... arguments) {
    List<String> command = new ArrayList<>(List.of("node"));
    command.add(project().resolve("node_modules/jitsu-cli/bin/jitsu-cli").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Writes the versions into package.json. */
  private void depend() throws IOException {
    Path file = project().resolve("package.json");
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file));
    json.set("devDependencies", Json.mapper().valueToTree(PACKAGES));
    Files.writeString(file, json.toPrettyString());
  }

  private Path log() {
    return folder.resolve("npm.log");
  }

  /** False if it fails, or if there is no such program; what it prints is in the log. */
  private boolean works(List<String> command, Path where) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(where.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
