package com.jitsu.maven.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key for a server.
 *
 * <p>Keys that someone gave come first: {@code -Djitsu.apiKey}, {@code JITSU_API_KEY}, the password
 * of a {@code <server>} in {@code settings.xml}. Two of them that differ are refused, because one
 * of them was forgotten and it is not for us to guess which.
 *
 * <p>With none of them, a server on this machine needs no typing: its {@code keys.json} lies in its
 * data folder, readable by its owner only. That file is read only when the address is loopback and
 * the folder is known to belong to the server at that very address: from the record that {@code
 * jitsu:server} and {@code jitsu:server-start} keep while their process lives, or because the user
 * named the folder. So a key never travels to another machine, nor to another server that happens
 * to listen on the port of one that has ended.
 */
public final class ApiKeys {

  private final @Nullable String property;
  private final @Nullable String environment;
  private final @Nullable String settings;
  private final String serverId;
  private final List<Path> dataFolders;

  /**
   * @param dataFolders data folders of servers that live at the address, most trusted first
   */
  public ApiKeys(
      @Nullable String property,
      @Nullable String environment,
      @Nullable String settings,
      String serverId,
      List<Path> dataFolders) {
    this.property = blankToNull(property);
    this.environment = blankToNull(environment);
    this.settings = blankToNull(settings);
    this.serverId = requireNonNull(serverId);
    this.dataFolders = List.copyOf(dataFolders);
  }

  /** The key to send to {@code address}; empty if none is known. */
  public Optional<ApiKey> find(ServerAddress address) {
    List<ApiKey> given = given();
    for (ApiKey key : given) {
      if (!key.secret().equals(given.get(0).secret())) {
        throw new ProblemException(
            new Problem(
                "JITSU-0804",
                given.get(0).origin() + " and " + key.origin() + " hold different keys",
                address.toString(),
                "leave one of the two away"));
      }
    }
    return given.isEmpty() ? local(address) : Optional.of(given.get(0));
  }

  /** That none is known, with every way to give one. */
  ProblemException missing(ServerAddress address) {
    String local =
        address.isLoopback()
            ? "; for a server on this machine name its data folder: -Djitsu.data=…"
            : "";
    return new ProblemException(
        new Problem(
            "JITSU-0802",
            "no key is known for the server at " + address,
            null,
            "set JITSU_API_KEY, or -Djitsu.apiKey, or a <server> with id \""
                + serverId
                + "\" and the key as its <password> in settings.xml"
                + local));
  }

  private List<ApiKey> given() {
    return Stream.of(
            keyOf(property, "the property jitsu.apiKey"),
            keyOf(environment, "the environment variable JITSU_API_KEY"),
            keyOf(settings, "the server \"" + serverId + "\" of settings.xml"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ApiKey> keyOf(@Nullable String secret, String origin) {
    return secret == null ? Optional.empty() : Optional.of(new ApiKey(secret, origin));
  }

  private Optional<ApiKey> local(ServerAddress address) {
    if (!address.isLoopback()) {
      return Optional.empty();
    }
    return dataFolders.stream().flatMap(folder -> readKeys(folder).stream()).findFirst();
  }

  private static Optional<ApiKey> readKeys(Path folder) {
    Path file = folder.resolve("keys.json");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      JsonNode key = Json.mapper().readTree(file.toFile()).path("deployKey");
      return key.isTextual() ? keyOf(key.asText(), file.toString()) : Optional.empty();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0802",
              "the server's keys are unreadable",
              file.toString(),
              "start the server again, or give the key with JITSU_API_KEY"),
          e);
    }
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
