package com.jitsu.benchmarks.tools;

import com.jitsu.benchmarks.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The plugin of this checkout, deployed to a folder, for a Maven with a local repository of its
 * own.
 */
public final class MavenPlugin {

  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String DEPLOY = "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy";

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>measured</artifactId>
        <version>1.0.0</version>
        <packaging>pom</packaging>
        <build>
          <plugins>
            <plugin>
              <groupId>com.jitsu</groupId>
              <artifactId>jitsu-maven-plugin</artifactId>
              <version>%s</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>benchmarks</id>
            <repositories>
              <repository>%1$s</repository>
              <repository>%2$s</repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository>%1$s</pluginRepository>
              <pluginRepository>%2$s</pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>benchmarks</activeProfile></activeProfiles>
      </settings>
      """;

  private final Path folder;
  private final Path home;
  private final List<String> javaOptions;

  /** Everything goes to {@code target/command}. */
  public MavenPlugin(Options options) {
    this.folder = options.target().resolve("command").toAbsolutePath();
    this.home = options.home().toAbsolutePath();
    this.javaOptions = options.javaOptions();
  }

  /** Builds the plugin and forgets the one before. */
  public void build() throws IOException, InterruptedException {
    Path repository = folder.resolve("repository");
    Folders.delete(repository);
    Folders.delete(folder.resolve("local").resolve("com").resolve("jitsu"));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("settings.xml"), settings(repository));
    List<String> arguments =
        List.of(
            "-Pquick",
            "-pl",
            "jitsu-maven-plugin",
            "-am",
            "package",
            DEPLOY,
            "-DaltDeploymentRepository=benchmarks::" + repository.toUri());
    maven(home.resolve("..").normalize(), jdk17(), arguments).run();
  }

  /** A POM that names the plugin, as a user has it. */
  public static String pom() {
    return POM.formatted(VERSION);
  }

  /** {@code mvn jitsu:test} in a project, on a JDK. */
  public TimedCommand test(Path project, Path jdk) {
    return test(project, jdk, List.of());
  }

  /** The same with more arguments. */
  public TimedCommand test(Path project, Path jdk, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-s",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + folder.resolve("local"),
                "jitsu:test"));
    arguments.addAll(more);
    TimedCommand command = maven(project, jdk, arguments);
    return javaOptions.isEmpty()
        ? command
        : command.with("MAVEN_OPTS", String.join(" ", javaOptions));
  }

  /** A JDK 17, or the one that this runs on. */
  public static Path jdk17() {
    return Jdks.find(17).orElseGet(() -> Path.of(System.getProperty("java.home")));
  }

  private TimedCommand maven(Path where, Path jdk, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-Dstyle.color=never"));
    command.addAll(arguments);
    return new TimedCommand(where, folder.resolve("maven.log"), command)
        .with("JAVA_HOME", jdk.toString());
  }

  /** Settings that find the plugin in a folder, and all else first in the user's own repository. */
  private static String settings(Path plugin) {
    Path users = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return SETTINGS.formatted(
        repository("benchmarks", plugin, false), repository("users-repository", users, true));
  }

  private static String repository(String id, Path folder, boolean releases) {
    return "<id>%s</id><url>%s</url><releases><enabled>%s</enabled><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>%s</enabled></snapshots>"
        .formatted(id, folder.toUri(), releases, !releases);
  }
}
