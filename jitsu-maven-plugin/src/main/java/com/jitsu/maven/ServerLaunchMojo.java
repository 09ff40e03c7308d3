package com.jitsu.maven;

import com.jitsu.maven.launch.ServerCommand;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What the goals that start server-lite share. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class ServerLaunchMojo extends JitsuMojo {

  /**
   * The port; 0 takes any that is free.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.port", defaultValue = "8001")
  private int port;

  /**
   * The folder of the server's data. Default: {@code .jitsu/server-data} of the project for {@code
   * jitsu:server}, kept until it is deleted; {@code .jitsu/started/server-data} for {@code
   * jitsu:server-start}, emptied at each start. {@code mvn clean} leaves both alone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.data")
  private @Nullable File data;

  /**
   * The server's configuration file. Default: none, everything embedded.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.config")
  private @Nullable File config;

  /**
   * Arguments for the server's JVM, separated by blanks: {@code -Xmx2g}. Default: none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.jvmArguments")
  private @Nullable String jvmArguments;

  @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
  private String pluginVersion;

  @Inject private RepositorySystem repositories;

  final ServerCommand command(Path defaultData) {
    List<Path> classpath =
        new Artifacts(repositories)
            .classpath(session(), "com.jitsu", "jitsu-server-lite", pluginVersion);
    return ServerCommand.ofThisJdk(
        classpath,
        jvmArguments == null ? List.of() : List.of(jvmArguments.strip().split("\\s+")),
        Optional.ofNullable(data).map(File::toPath).orElse(defaultData).toAbsolutePath(),
        port,
        config == null ? null : config.toPath().toAbsolutePath());
  }
}
