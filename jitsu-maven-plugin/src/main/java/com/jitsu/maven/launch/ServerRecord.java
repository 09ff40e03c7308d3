package com.jitsu.maven.launch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server a project has started: {@code {"address": "http://127.0.0.1:8001", "port": 8001,
 * "pid": 4711, "startedAt": "…", "data": "/…/server-data", "log": "/…/server.log"}}.
 *
 * @param log where its output goes; absent for one that prints to a terminal
 * @param startedAt tells the process from a later one that was given the same number
 */
public record ServerRecord(
    URI address, long pid, Instant startedAt, Path data, @Nullable Path log) {

  public ServerRecord {
    requireNonNull(address);
    requireNonNull(startedAt);
    requireNonNull(data);
  }

  /** The record in {@code file}; empty when there is none or it is unreadable. */
  public static Optional<ServerRecord> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.mapper().readTree(file.toFile());
      return Optional.of(
          new ServerRecord(
              URI.create(json.path("address").asText()),
              json.path("pid").asLong(),
              Instant.parse(json.path("startedAt").asText()),
              Path.of(json.path("data").asText()),
              json.has("log") ? Path.of(json.path("log").asText()) : null));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // half written, or by another version: as good as none
    }
  }

  /** Replaces what is there; makes the folder. */
  public void write(Path file) throws IOException {
    ObjectNode json = Json.object();
    json.put("address", address.toString());
    json.put("port", address.getPort());
    json.put("pid", pid);
    json.put("startedAt", startedAt.toString());
    json.put("data", data.toString());
    if (log != null) {
      json.put("log", log.toString());
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  /** Deletes {@code file} if it tells of this server; one that another has written stays. */
  void deleteFrom(Path file) throws IOException {
    if (read(file).filter(this::equals).isPresent()) {
      Files.deleteIfExists(file);
    }
  }

  /** Refuses to go on while the server that {@code file} tells of lives. */
  public static void requireNone(Path file, String remedy) {
    read(file)
        .filter(running -> running.process().isPresent())
        .ifPresent(
            running -> {
              throw new ProblemException(
                  new Problem(
                      "JITSU-0811",
                      "this project's server runs already at "
                          + running.address()
                          + ", process "
                          + running.pid(),
                      file.toString(),
                      remedy));
            });
  }

  /** The process, if it is this one and still lives. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle).equals(startedAt));
  }

  /** When a process began; the epoch where the system does not tell. */
  static Instant startOf(ProcessHandle handle) {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }
}
