package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.config.PrivateFile;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletions on disk, a file each, which only its owner may read: {@code DATA/deletions/<id>.json}.
 */
final class DeletionFiles {

  private final Path folder;

  DeletionFiles(Path folder) {
    this.folder = requireNonNull(folder);
  }

  /** All, in the order in which they were asked for. */
  List<Deletion> read() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Deletion> deletions = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        deletions.add(Deletion.read(Json.parse(Files.readAllBytes(file))));
      }
    } catch (IOException | RuntimeException e) {
      throw notUsable(e);
    }
    deletions.sort(Comparator.comparing(Deletion::askedAt).thenComparing(Deletion::id));
    return deletions;
  }

  /**
   * On disk when this returns.
   *
   * @throws ProblemException JITSU-0440 if that is not possible
   */
  void write(Deletion deletion) {
    try {
      PrivateFile.write(file(deletion), Json.bytes(deletion.kept()));
      syncFolder();
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  void delete(Deletion deletion) {
    try {
      Files.deleteIfExists(file(deletion));
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  /** The name of a new file is on disk only then, where folders can be opened at all. */
  private void syncFolder() throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Windows opens no folders, and needs no such help.
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }

  private Path file(Deletion deletion) {
    return folder.resolve(deletion.id() + ".json");
  }

  private ProblemException notUsable(Exception cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0440",
            "deletions of people cannot be kept: " + cause.getMessage(),
            folder.toString(),
            "make room, or give the server the right to read and write there"),
        cause);
  }
}
