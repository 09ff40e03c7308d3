package com.jitsu.lite;

import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole server, in this process, for each test anew. For {@code @RegisterExtension}. */
final class LiteHouse implements BeforeEachCallback, AfterEachCallback {

  private final Supplier<Path> data;
  private ServerLite server;
  private LiteClient client;

  /**
   * @param data is asked for when a test begins
   */
  LiteHouse(Supplier<Path> data) {
    this.data = data;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    List<String> arguments = List.of("--port", "0", "--data", data.get().toString());
    server =
        ServerLite.start(Settings.read(CommandLine.parse(arguments), Map.of()), Clock.systemUTC());
    client = new LiteClient(server.address(), data.get());
  }

  ServerLite server() {
    return server;
  }

  LiteClient client() {
    return client;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.close();
  }
}
