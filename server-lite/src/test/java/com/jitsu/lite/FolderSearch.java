package com.jitsu.lite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks for a text in the bytes of every file of a folder, as {@code grep -r} does. */
public final class FolderSearch {

  private FolderSearch() {}

  /** Paths below the folder, ordered; of files whose bytes or names have the text. */
  public static List<String> filesWith(Path folder, String text) {
    List<String> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().contains(text) || contains(file, text)) {
                found.add(folder.relativize(file).toString());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                // Deleted by a server that runs.
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return found;
  }

  private static boolean contains(Path file, String text) {
    byte[] wanted = text.getBytes(UTF_8);
    byte[] buffer = new byte[1 << 20];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int read = in.read(buffer, kept, buffer.length - kept);
      while (read >= 0) {
        int length = kept + read;
        if (indexOf(buffer, length, wanted) >= 0) {
          return true;
        }
        kept = Math.min(length, wanted.length - 1);
        System.arraycopy(buffer, length - kept, buffer, 0, kept);
        read = in.read(buffer, kept, buffer.length - kept);
      }
      return false;
    } catch (NoSuchFileException e) {
      // Deleted by a server that runs.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(byte[] bytes, int length, byte[] wanted) {
    for (int i = 0; i + wanted.length <= length; i++) {
      int k = 0;
      while (k < wanted.length && bytes[i + k] == wanted[k]) {
        k++;
      }
      if (k == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
