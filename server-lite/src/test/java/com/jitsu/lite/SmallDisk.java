package com.jitsu.lite;

import com.jitsu.lite.clients.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file system of a few hundred megabytes that really fills up. Where none may be mounted, tests
 * are skipped.
 */
final class SmallDisk {

  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  static SmallDisk mount(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    String words =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m",
            "jitsu-test",
            folder.toString());
    Machine.need("mount", words.isEmpty(), "no small file system can be mounted here: " + words);
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  long freeBytes() {
    return folder.toFile().getUsableSpace();
  }

  /** Writes until no more than that is free; 0: until nothing more can be written. */
  void leave(long bytes) {
    try (FileChannel file =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = CHUNK; size >= 512; size /= 2) {
        while (freeBytes() >= bytes + size && wrote(file, size)) {
          Thread.onSpinWait();
        }
      }
      while (bytes == 0 && wrote(file, 1)) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast);
  }

  void unmount() throws IOException, InterruptedException {
    String words = run("umount", folder.toString());
    if (!words.isEmpty()) {
      run("umount", "--lazy", folder.toString());
      throw new IllegalStateException(words);
    }
  }

  /** False when the disk is full. */
  private static boolean wrote(FileChannel file, int bytes) {
    try {
      file.write(ByteBuffer.allocate(bytes));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it says when it fails. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : command[0] + " fails: " + words;
  }
}
