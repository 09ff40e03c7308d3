package com.jitsu.lite.health;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the data folder takes of its disk, and which part of it. Looks at the files at most once in
 * five seconds, however often it is asked; thread-safe. Add the parts before the first question.
 */
public final class DiskUse {

  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final Path folder;
  private final Supplier<OptionalLong> freeBytes;
  private final Map<String, LongSupplier> parts = new LinkedHashMap<>();
  private @Nullable ObjectNode last;
  private long lookedAt;

  public DiskUse(Path folder, Supplier<OptionalLong> freeBytes) {
    this.folder = requireNonNull(folder);
    this.freeBytes = requireNonNull(freeBytes);
  }

  /**
   * @param name {@code journalBytes}
   */
  public DiskUse add(String name, LongSupplier bytes) {
    parts.put(name, bytes);
    return this;
  }

  /**
   * Writes {@code "usedBytes": 734003200, "journalBytes": 41943040, …, "freeBytes": 52428800000};
   * {@code freeBytes} is missing where the file system does not say.
   */
  public synchronized void describe(ObjectNode json) {
    ObjectNode known = last;
    if (known == null || System.nanoTime() - lookedAt > GOOD_FOR.toNanos()) {
      known = Json.object();
      known.put("usedBytes", bytesOf(folder, ""));
      for (Map.Entry<String, LongSupplier> part : parts.entrySet()) {
        known.put(part.getKey(), part.getValue().getAsLong());
      }
      last = known;
      lookedAt = System.nanoTime();
    }
    json.setAll(known);
    OptionalLong free = freeBytes.get();
    if (free.isPresent()) {
      json.put("freeBytes", free.getAsLong());
    }
  }

  /** Of all files below the folder whose names begin so; files that come and go may be missed. */
  public static long bytesOf(Path folder, String beginning) {
    long[] bytes = {0};
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().startsWith(beginning)) {
                bytes[0] += attributes.size();
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes[0];
  }
}
