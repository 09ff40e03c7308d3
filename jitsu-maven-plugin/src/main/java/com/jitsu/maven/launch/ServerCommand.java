package com.jitsu.maven.launch;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a server-lite.
 *
 * @param javaHome of the JDK that runs it
 * @param javaFeature its feature version, 17 for one: newer ones want to be told that native
 *     libraries are meant
 * @param port 0 for any that is free
 */
public record ServerCommand(
    Path javaHome,
    int javaFeature,
    List<Path> classpath,
    List<String> jvmArguments,
    Path data,
    int port,
    @Nullable Path config) {

  private static final String MAIN = "com.jitsu.lite.Main";

  public ServerCommand {
    requireNonNull(javaHome);
    requireNonNull(data);
    classpath = List.copyOf(classpath);
    jvmArguments = List.copyOf(jvmArguments);
  }

  /** The JDK that runs this very code. */
  public static ServerCommand ofThisJdk(
      List<Path> classpath, List<String> jvmArguments, Path data, int port, @Nullable Path config) {
    return new ServerCommand(
        Path.of(System.getProperty("java.home")),
        Runtime.version().feature(),
        classpath,
        jvmArguments,
        data,
        port,
        config);
  }

  /** Word by word, as a process takes it. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(javaHome.resolve("bin").resolve("java").toString());
    if (javaFeature >= 22) {
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    words.addAll(jvmArguments);
    words.add("-cp");
    words.add(
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(MAIN);
    words.add("--port");
    words.add(Integer.toString(port));
    words.add("--data");
    words.add(data.toString());
    if (config != null) {
      words.add("--config");
      words.add(config.toString());
    }
    return words;
  }
}
