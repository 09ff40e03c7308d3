package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Remembers the last result of a type checker in a file; as long as nothing that it depends on has
 * changed, the checker is not asked again.
 *
 * <p>{@code {"version": "…", "files": ["/p/src/profiles/a.ts"], "read": {"/p/src/profiles/a.ts":
 * "<sha-256>"}, "missing": ["/p/tsconfig.json"], "problems": []}}
 */
public final class CheckedSources implements TypeChecker {

  private final TypeChecker checker;
  private final Path memory;

  /** Remembers in {@code folder/types.json}. */
  public CheckedSources(TypeChecker checker, Path folder) {
    this.checker = checker;
    this.memory = folder.resolve("types.json");
  }

  @Override
  public String version() {
    return checker.version();
  }

  @Override
  public Check check(Path projectRoot, List<Path> files) {
    return remembered(files)
        .orElseGet(
            () -> {
              Check check = checker.check(projectRoot, files);
              remember(files, check);
              return check;
            });
  }

  /** Whether these files were found right, and nothing has changed since. */
  public boolean knowsRight(List<Path> files) {
    return remembered(files).filter(check -> check.problems().isEmpty()).isPresent();
  }

  private Optional<Check> remembered(List<Path> files) {
    try {
      JsonNode known = Json.mapper().readTree(Files.readString(memory));
      boolean same =
          known.path("version").asText().equals(version())
              && known.path("files").equals(texts(files))
              && known.path("read").properties().stream()
                  .allMatch(
                      each ->
                          SourceDigest.of(Path.of(each.getKey())).equals(each.getValue().asText()))
              && StreamSupport.stream(known.path("missing").spliterator(), false)
                  .noneMatch(each -> Files.exists(Path.of(each.asText())));
      return same ? Optional.of(check(known)) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // Nothing remembered yet, or by another release: the checker says what is true.
      return Optional.empty();
    }
  }

  private static Check check(JsonNode known) {
    List<TypeProblem> problems = new ArrayList<>();
    for (JsonNode each : known.path("problems")) {
      problems.add(
          new TypeProblem(
              each.path("number").asInt(),
              each.path("message").asText(),
              each.has("source")
                  ? new Position(
                      each.path("source").asText(),
                      each.path("line").asInt(),
                      each.path("column").asInt())
                  : null));
    }
    return new Check(
        problems,
        known.path("read").properties().stream()
            .map(each -> Path.of(each.getKey()))
            .collect(Collectors.toSet()),
        StreamSupport.stream(known.path("missing").spliterator(), false)
            .map(each -> Path.of(each.asText()))
            .collect(Collectors.toSet()));
  }

  private void remember(List<Path> files, Check check) {
    ObjectNode known = Json.object();
    known.put("version", version());
    known.set("files", texts(files));
    ObjectNode read = known.putObject("read");
    check.read().stream()
        .sorted()
        .forEach(file -> read.put(file.toString(), SourceDigest.of(file)));
    known.set("missing", texts(check.missing().stream().sorted().toList()));
    ArrayNode problems = known.putArray("problems");
    for (TypeProblem problem : check.problems()) {
      ObjectNode each = problems.addObject();
      each.put("number", problem.number()).put("message", problem.message());
      Position place = problem.place();
      if (place != null) {
        each.put("source", place.source()).put("line", place.line()).put("column", place.column());
      }
    }
    try {
      Files.createDirectories(memory.getParent());
      Path part = Files.createTempFile(memory.getParent(), "types", ".part");
      Files.writeString(part, Json.text(known));
      Files.move(part, memory, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ProjectSources.unreadable(memory, e);
    }
  }

  private static ArrayNode texts(List<Path> paths) {
    ArrayNode texts = Json.mapper().createArrayNode();
    paths.forEach(path -> texts.add(path.toString()));
    return texts;
  }
}
