package com.jitsu.sdk.bundle;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Finds and unpacks the esbuild of this machine from its Maven artifact. */
public final class EsbuildBinary {

  static final String UNUSABLE = "JITSU-0102";

  private EsbuildBinary() {}

  /**
   * The artifact of group {@code org.mvnpm.at.esbuild} for a machine.
   *
   * @param osName as in the system property {@code os.name}
   * @param osArch as in {@code os.arch}
   * @throws ProblemException where Maven Central has no esbuild for it
   */
  public static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
    boolean arm64 = osArch.equals("aarch64") || osArch.equals("arm64");
    if (os.equals("linux") && x64) {
      return "linux-x64";
    }
    if ((os.startsWith("mac") || os.startsWith("darwin")) && (x64 || arm64)) {
      return arm64 ? "darwin-arm64" : "darwin-x64";
    }
    // Windows on ARM runs x64 programs.
    if (os.startsWith("windows") && (x64 || arm64)) {
      return "win32-x64";
    }
    throw new ProblemException(
        new Problem(
            UNUSABLE,
            "Maven Central has no esbuild for " + osName + " on " + osArch,
            null,
            "install esbuild (https://esbuild.github.io/getting-started) and name it with -Djitsu.esbuild=PATH"));
  }

  /**
   * A binary that the user named, after a look at whether it can be one.
   *
   * @throws ProblemException if there is no such file or it may not be executed
   */
  public static Path named(Path binary) {
    Path file = binary.toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          new Problem(
              UNUSABLE,
              "jitsu.esbuild names no file",
              file.toString(),
              "correct the path, or leave jitsu.esbuild out to have the artifact of this platform"));
    }
    if (!Files.isExecutable(file)) {
      throw new ProblemException(
          new Problem(
              UNUSABLE,
              "jitsu.esbuild names a file that may not be executed",
              file.toString(),
              "type: chmod +x '" + file + "'"));
    }
    return file;
  }

  /**
   * The executable inside the artifact's jar, unpacked below the cache folder.
   *
   * <p>Unpacking twice, or in two processes at once, gives the same whole file.
   */
  public static Path extract(Path jar, Path cacheFolder) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(each -> each.getName().matches(".*/(bin/esbuild|esbuild\\.exe)"))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(() -> unusable("there is no esbuild in the jar", jar, null));
      String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      Path folder = cacheFolder.resolve("esbuild-" + Long.toHexString(entry.getCrc()));
      Path executable = folder.resolve(name);
      if (!isWhole(executable, entry)) {
        unpack(zip, entry, executable);
      }
      return executable;
    } catch (IOException e) {
      throw unusable("esbuild cannot be unpacked to " + cacheFolder + ": " + e, jar, e);
    }
  }

  private static boolean isWhole(Path executable, ZipEntry entry) throws IOException {
    return Files.isExecutable(executable) && Files.size(executable) == entry.getSize();
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path executable) throws IOException {
    Files.createDirectories(executable.getParent());
    Path part = Files.createTempFile(executable.getParent(), "esbuild", ".part");
    try {
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!part.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + part + " executable");
      }
      try {
        Files.move(part, executable, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, executable, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        // Windows refuses to replace a program that runs: then another process was faster.
        if (!isWhole(executable, entry)) {
          throw e;
        }
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static ProblemException unusable(String what, Path jar, @Nullable Exception cause) {
    return new ProblemException(
        new Problem(
            UNUSABLE,
            what,
            jar.toString(),
            "delete the artifact from the local Maven repository and run again with -U, or name a binary with -Djitsu.esbuild=PATH"),
        cause);
  }
}
