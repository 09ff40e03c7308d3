package com.jitsu.maven.project;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a project in one file that is the same, byte for byte, whenever, wherever and by
 * whichever JDK it is made: entries in order, one time for all, nothing compressed.
 *
 * <pre>
 * lifetime-value.js
 * lifetime-value.js.map
 * manifest.json
 * </pre>
 */
public final class ProfilesZip {

  /** Near the first time that a zip can say, and what Maven 4 gives where a project says none. */
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 2, 1, 0, 0, 0);

  private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 23, 59, 58);

  private final LocalDateTime time;

  /**
   * @param timestamp as {@code project.build.outputTimestamp} gives it: ISO 8601, or seconds since
   *     1970; nothing, or one character that is no digit, for a time that never changes
   */
  public ProfilesZip(@Nullable String timestamp) {
    this.time = time(timestamp == null ? "" : timestamp.strip());
  }

  /** Writes {@code zip} anew with what is in {@code target/jitsu}. */
  public void write(CompiledFolder folder, Path zip) throws IOException {
    Map<String, Path> files = folder.files();
    Files.createDirectories(zip.toAbsolutePath().getParent());
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, Path> each : files.entrySet()) {
        byte[] content = Files.readAllBytes(each.getValue());
        out.putNextEntry(entry(each.getKey(), content));
        out.write(content);
        out.closeEntry();
      }
    }
  }

  private ZipEntry entry(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(time);
    return entry;
  }

  private static LocalDateTime time(String timestamp) {
    if (timestamp.isEmpty() || timestamp.matches("\\D")) {
      return EARLIEST;
    }
    try {
      Instant instant =
          timestamp.matches("\\d+")
              ? Instant.ofEpochSecond(Long.parseLong(timestamp))
              : OffsetDateTime.parse(timestamp).toInstant();
      LocalDateTime utc =
          LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
      return utc.isBefore(EARLIEST) ? EARLIEST : utc.isAfter(LATEST) ? LATEST : utc;
    } catch (DateTimeException | NumberFormatException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0840",
              "\"" + timestamp + "\" is no time",
              "project.build.outputTimestamp",
              "write it as 2026-03-01T00:00:00Z or as seconds since 1970, or leave it out"),
          e);
    }
  }
}
