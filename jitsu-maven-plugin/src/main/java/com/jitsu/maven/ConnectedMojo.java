package com.jitsu.maven;

import com.jitsu.maven.client.ApiKeys;
import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.RebuildWatch;
import com.jitsu.maven.client.ServerAddress;
import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.launch.ServerRecord;
import com.jitsu.maven.report.FailureLines;
import com.jitsu.maven.report.ProgressView;
import com.jitsu.maven.report.RebuildText;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals that speak to a server share: its address, the key, following rebuilds. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class ConnectedMojo extends JitsuMojo {

  private static final String DEFAULT_SERVER = "http://127.0.0.1:8001";

  /**
   * The server. Default: the one that this project has started with {@code jitsu:server} or {@code
   * jitsu:server-start} while it lives, otherwise {@code http://127.0.0.1:8001}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.server")
  private @Nullable String server;

  /**
   * The id of the {@code <server>} in {@code settings.xml} whose password is the key; Maven
   * decrypts it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.serverId", defaultValue = "jitsu")
  private String serverId;

  /**
   * The data folder of a server on this machine, to take the key from. Default: that of the server
   * which this project has started.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.data")
  private @Nullable File data;

  @Inject private SettingsDecrypter decrypter;

  /**
   * A client for the server that the parameters name, with the key that is known for it. {@code
   * jitsu.apiKey} is no parameter of Maven's: those are printed by {@code mvn -X}.
   */
  final ServerClient connect() {
    ServerAddress address = address();
    ApiKeys keys =
        new ApiKeys(
            session().getUserProperties().getProperty("jitsu.apiKey"),
            System.getenv("JITSU_API_KEY"),
            settingsKey(),
            serverId,
            dataFolders(address));
    return ServerClient.open(address, keys);
  }

  final ServerAddress address() {
    String known =
        server != null
            ? server
            : living()
                .map(record -> record.address().toString())
                .findFirst()
                .orElse(DEFAULT_SERVER);
    return ServerAddress.of(known);
  }

  /** Whether a server or a key for one is named, or this project's own runs. */
  final boolean knowsServer() {
    return server != null
        || data != null
        || session().getUserProperties().containsKey("jitsu.apiKey")
        || System.getenv("JITSU_API_KEY") != null
        || living().findAny().isPresent();
  }

  /**
   * Shows the rebuilds until they are over or pause; a problem if one of them failed, pauses or was
   * taken back.
   *
   * @param over gets the last state of each before that
   */
  final void follow(
      ServerClient client, List<RebuildWatch.Target> targets, Consumer<BuilderState> over)
      throws InterruptedException {
    List<BuilderState> last;
    try (ProgressView view =
        isInteractive()
            ? ProgressView.terminal(Terminals.out(), Terminals.columns())
            : ProgressView.lines(getLog()::info, Clock.systemUTC())) {
      last =
          new RebuildWatch(client)
              .follow(
                  targets,
                  (state, rebuild) -> {
                    if (rebuild.total() > 0) { // of nothing, the outcome says enough
                      view.show(RebuildText.progress(state.id(), rebuild));
                    }
                  });
    }
    for (BuilderState state : last) {
      FailureLines.rebuild(state).forEach(getLog()::warn);
      FailureLines.transformations(state).forEach(getLog()::warn);
      RebuildText.outcome(state).ifPresent(getLog()::info);
      over.accept(state);
    }
    String server = address().toString();
    List<Problem> failed =
        last.stream().flatMap(state -> RebuildText.problem(state, server).stream()).toList();
    if (!failed.isEmpty()) {
      throw new ProblemException(failed);
    }
  }

  private List<Path> dataFolders(ServerAddress address) {
    Stream<Path> named = Optional.ofNullable(data).map(File::toPath).stream();
    Stream<Path> known =
        living().filter(record -> address.sameServer(record.address())).map(ServerRecord::data);
    return Stream.concat(named, known).toList();
  }

  private Stream<ServerRecord> living() {
    return serverRecords()
        .flatMap(file -> ServerRecord.read(file).stream())
        .filter(record -> record.process().isPresent());
  }

  private @Nullable String settingsKey() {
    Server found = session().getSettings().getServer(serverId);
    if (found == null) {
      return null;
    }
    return decrypter.decrypt(new DefaultSettingsDecryptionRequest(found)).getServer().getPassword();
  }
}
