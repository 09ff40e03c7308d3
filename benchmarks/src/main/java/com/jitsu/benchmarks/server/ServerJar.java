package com.jitsu.benchmarks.server;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged server beside this module, and commands that run with its libraries. */
public record ServerJar(Path jar, Path benchmarks, List<String> javaOptions) {

  private static final String HEAP = "-Xmx512m";

  public ServerJar {
    javaOptions = List.copyOf(javaOptions);
  }

  public static ServerJar find(Options options) {
    Path root = options.home().toAbsolutePath().normalize().getParent();
    if (root == null) {
      throw new BenchmarkException("the folder benchmarks has no parent", "run it in a checkout");
    }
    Path jar = root.resolve("server-lite/target/server-lite/server-lite.jar");
    if (!Files.isRegularFile(jar)) {
      throw new BenchmarkException(
          "there is no packaged server at " + jar,
          "delete benchmarks/target/built and start ./benchmarks/run again, which builds it");
    }
    return new ServerJar(
        jar, root.resolve("benchmarks/target/benchmarks/benchmarks.jar"), options.javaOptions());
  }

  /** Options of the JVM come first, the command's own last. */
  public List<String> server(List<String> more, String... arguments) {
    List<String> command = java(more);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A class of this module with the server's libraries. */
  public List<String> main(Class<?> main, String... arguments) {
    List<String> command = java(List.of());
    command.addAll(List.of("-cp", jar + File.pathSeparator + benchmarks, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> java(List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.addAll(javaOptions);
    command.addAll(more);
    return command;
  }
}
