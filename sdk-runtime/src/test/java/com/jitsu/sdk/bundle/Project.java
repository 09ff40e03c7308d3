package com.jitsu.sdk.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project in a temporary folder. */
public record Project(Path root) {

  public Project write(String path, String... lines) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A function that counts events, for builder b1. */
  public Project writeCounter(String path) {
    return write(
        path,
        "export const config = { profileBuilderId: \"b1\" };",
        "export default async function count(events) {",
        "  let n = 0;",
        "  for (const event of events) n++;",
        "  return { traits: { n } };",
        "}");
  }

  public ProjectSources sources() {
    return ProjectSources.find(root);
  }
}
