package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven as a user starts it: a process, the installed plugin, a local repository of its own. What
 * is not in that one is copied from the repository of who runs the tests, and only then downloaded.
 */
record MavenBuild(int status, String output) {

  private static final Maven MAVEN =
      new Maven(Path.of(property("it.maven.home")), Path.of(System.getProperty("java.home")));
  private static final Path REPOSITORY = Path.of(property("it.repository"));
  private static final Path USERS_REPOSITORY = Path.of(property("it.users.repository"));
  static final String VERSION = property("it.version");

  /**
   * A Maven and what runs it.
   *
   * @param home its folder, with bin in it
   * @param jdk the folder of a JDK
   */
  record Maven(Path home, Path jdk) {}

  /** Runs {@code mvn -B arguments…} in a folder and waits for its end. */
  static MavenBuild run(Path folder, String... arguments) throws IOException, InterruptedException {
    return run(MAVEN, folder, arguments);
  }

  /** The same, with another Maven than the one that runs the tests. */
  static MavenBuild run(Maven maven, Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "it-build-", ".log");
    Process process = start(maven, folder, log, arguments);
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("Maven did not end within 5 minutes:\n" + Files.readString(log));
    }
    return new MavenBuild(process.exitValue(), Files.readString(log));
  }

  /** The same, without waiting. */
  static Process start(Path folder, Path log, String... arguments) throws IOException {
    return start(MAVEN, folder, log, arguments);
  }

  private static Process start(Maven maven, Path folder, Path log, String... arguments)
      throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(maven.home().resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toString());
    command.add("-B");
    command.add("-ntp");
    command.add("-Dstyle.color=never");
    command.add("-Dmaven.repo.local=" + REPOSITORY);
    command.add("-s");
    command.add(settings().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", maven.jdk().toString());
    builder
        .environment()
        .merge("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", (a, b) -> a + " " + b);
    builder.environment().remove("JITSU_API_KEY");
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().remove("MAVEN_HOME");
    builder.environment().remove("M2_HOME");
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  MavenBuild succeeds() {
    assertThat(status).as(output).isZero();
    return this;
  }

  /** The status of a failed build, and that nothing of ours shows a stack trace. */
  MavenBuild fails() {
    failsWithStack();
    assertThat(output).doesNotContain("at com.jitsu");
    return this;
  }

  /** For {@code -X}, which asks for one. */
  MavenBuild failsWithStack() {
    assertThat(status).as(output).isEqualTo(1);
    return this;
  }

  MavenBuild says(String... texts) {
    assertThat(output).contains(texts);
    return this;
  }

  private static Path settings() throws IOException {
    Path file = REPOSITORY.resolve("it-settings.xml");
    String repository =
        """
            <id>users-repository</id>
            <url>%s</url>
            <releases><checksumPolicy>ignore</checksumPolicy></releases>
            <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(USERS_REPOSITORY.toUri());
    Files.writeString(
        file,
        """
        <settings>
          <profiles>
            <profile>
              <id>users-repository</id>
              <repositories><repository>
        %1$s      </repository></repositories>
              <pluginRepositories><pluginRepository>
        %1$s      </pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>users-repository</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(repository));
    return file;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          name
              + " is not set: run the integration tests with mvn verify -pl jitsu-maven-plugin -am");
    }
    return value;
  }
}
