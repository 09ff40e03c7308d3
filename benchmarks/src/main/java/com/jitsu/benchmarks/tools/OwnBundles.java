package com.jitsu.benchmarks.tools;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.ProjectSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The functions of {@code benchmarks/functions} as our bundler makes them. */
public final class OwnBundles {

  private OwnBundles() {}

  /**
   * Writes {@code closed.mjs} and {@code open.mjs}.
   *
   * @param folder to write to; esbuild is unpacked beside it
   */
  public static void write(Path functions, Path folder) throws IOException {
    Path sources = functions.toAbsolutePath();
    Esbuild esbuild = new Esbuild(OwnEsbuild.find(folder.resolveSibling("esbuild")));
    for (Bundle bundle : new Bundler(sources, esbuild).bundle(ProjectSources.find(sources))) {
      Files.writeString(folder.resolve(bundle.config().slug() + ".mjs"), bundle.code());
    }
  }
}
