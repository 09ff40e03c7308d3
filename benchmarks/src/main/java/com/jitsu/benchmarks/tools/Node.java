package com.jitsu.benchmarks.tools;

import com.jitsu.benchmarks.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Node of this machine, and isolated-vm from npm in a folder that {@code mvn clean} removes. */
public final class Node {

  /** The newest that runs on Node 20. */
  private static final String ISOLATED_VM = "5.0.4";

  private final Path modules;

  public Node(Path modules) {
    this.modules = modules;
  }

  /** Installs isolated-vm; a sentence with the remedy if Node cannot be measured here. */
  public Optional<String> prepare(Report report) throws IOException, InterruptedException {
    String version = output(List.of("node", "--version")).strip();
    if (!version.matches("v\\d+\\..*")) {
      return Optional.of(
          "There is no Node, so ours is measured alone: install Node 20 (https://nodejs.org) and put it on the PATH.");
    }
    if (!version.startsWith("v20.")) {
      report.say("The figures are meant for Node 20, this is " + version + ".", "");
    }
    if (works()) {
      return Optional.empty();
    }
    report.progress("npm install isolated-vm@" + ISOLATED_VM);
    Files.createDirectories(modules);
    String said =
        output(
            List.of(
                "npm",
                "install",
                "--prefix",
                modules.toString(),
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--no-save",
                "isolated-vm@" + ISOLATED_VM));
    if (works()) {
      return Optional.empty();
    }
    Path log = modules.resolve("npm-install.log");
    Files.writeString(log, said);
    return Optional.of(
        "isolated-vm does not work here, so ours is measured alone: see "
            + log
            + ", and try: npm install --prefix "
            + modules
            + " isolated-vm@"
            + ISOLATED_VM);
  }

  /** Starts a script that finds isolated-vm in the folder that is its last argument. */
  public List<String> command(Path script, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("node", "--no-node-snapshot", script.toString()));
    command.addAll(List.of(arguments));
    command.add(modules.toString());
    return command;
  }

  private boolean works() throws IOException, InterruptedException {
    Path module = modules.resolve("node_modules").resolve("isolated-vm").toAbsolutePath();
    String program = "new (require('" + module + "').Isolate)(); console.log('it works')";
    return output(List.of("node", "--no-node-snapshot", "-e", program)).contains("it works");
  }

  /** All that a command prints; what went wrong if it does not start. */
  private static String output(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text;
    } catch (IOException e) {
      return "cannot be started: " + e.getMessage();
    }
  }
}
