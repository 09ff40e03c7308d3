package com.jitsu.sdk.bundle;

import java.nio.file.Path;
import java.util.List;

/** Runs esbuild's native binary, a process per call; thread-safe. */
public final class Esbuild {

  private final NativeProgram program;

  public Esbuild(Path executable) {
    this.program =
        new NativeProgram(
            "esbuild",
            executable,
            "delete that file so that it is unpacked again, or name a working binary with -Djitsu.esbuild=PATH");
  }

  /** Runs in {@code folder}, to which paths in the output are relative. */
  NativeProgram.Output run(Path folder, List<String> arguments, String input) {
    return program.run(folder, arguments, input);
  }
}
