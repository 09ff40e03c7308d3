package com.jitsu.lite.rocks;

import java.io.File;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much more can be written to a disk; asking costs some microseconds. */
@FunctionalInterface
public interface Room {

  /** What this user may still write; empty where the file system does not say. */
  OptionalLong freeBytes();

  /** Of the disk on which the folder lies. */
  static Room of(Path folder) {
    File file = folder.toFile();
    return () ->
        file.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(file.getUsableSpace());
  }
}
