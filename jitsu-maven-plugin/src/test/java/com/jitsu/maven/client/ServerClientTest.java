package com.jitsu.maven.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.ServerLite;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.problem.ProblemException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server. */
class ServerClientTest {

  @TempDir static Path data;

  private static @Nullable ServerLite server;
  private static ServerAddress address = ServerAddress.of("http://127.0.0.1:1");

  @BeforeAll
  static void start() {
    CommandLine line = CommandLine.parse(List.of("--port", "0", "--data", data.toString()));
    ServerLite started = ServerLite.start(Settings.read(line, Map.of()), Clock.systemUTC());
    server = started;
    address = ServerAddress.of(started.address());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aFunctionIsSavedPublishedFollowedAndShown() throws InterruptedException {
    try (ServerClient client = ServerClient.open(address, keys(null))) {
      Bundle function = function("shown", "export default () => ({ traits: {} });");

      Bundle first = transformation("first", "export default (event) => event;");
      Bundle second = transformation("second", "export default (event) => event;");

      Deployment.Result saved =
          client.deploy(
              new Deployment(List.of(function), List.of(first, second), true, "why", null));
      assertThat(saved)
          .isEqualTo(
              new Deployment.Result(
                  List.of(new Deployment.Change("shown", "shown", function.digest(), "created")),
                  List.of("shown")));
      assertThat(client.builder("shown").draftDiffers()).isTrue();
      assertThat(client.builder("shown").draft().transformations())
          .extracting(BuilderState.Transformation::slug)
          .containsExactly("first", "second");
      Estimate estimate = client.estimate("shown");
      assertThat(estimate.changed()).isTrue();
      assertThat(estimate.profiles()).as("nothing is keyed yet").isNull();

      Publication publication = client.publish(List.of("shown"), false).get(0);
      assertThat(publication.version()).isEqualTo(1);
      assertThat(publication.isUnchanged()).isFalse();

      List<String> phases = new ArrayList<>();
      BuilderState last =
          new RebuildWatch(client)
              .follow(
                  List.of(new RebuildWatch.Target("shown", publication.publication())),
                  (state, rebuild) -> phases.add(rebuild.phase()))
              .get(0);
      assertThat(phases).last().isEqualTo("done");
      assertThat(last.status()).isEqualTo("READY");
      assertThat(last.draftDiffers()).isFalse();
      assertThat(last.isBuilding()).isFalse();
      assertThat(last.rebuild().secondsWorked()).isNotNull();
      assertThat(last.live().latencyMs()).isEqualTo(new BuilderState.Latency(0, null, null));
      assertThat(client.builders()).extracting(BuilderState::id).contains("shown");
      assertThat(client.estimate("shown").changed()).isFalse();

      assertThat(client.publish(List.of("shown"), false).get(0).isUnchanged()).isTrue();
      assertThat(client.publish(List.of("shown"), true).get(0))
          .extracting(Publication::version, Publication::isUnchanged)
          .containsExactly(2, false);

      client.deploy(new Deployment(List.of(function), List.of(second), false, null, null));
      assertThat(client.builder("shown").draftDiffers()).as("the chain counts").isTrue();
      client.deploy(new Deployment(List.of(function), List.of(), false, null, null));
      assertThat(client.builder("shown").draft().transformations()).as("none clears").isEmpty();
    }
  }

  @Test
  void theServersOwnProblemsComeThrough() {
    try (ServerClient client = ServerClient.open(address, keys(null))) {
      Bundle function = function("nowhere", "export default () => ({ traits: {} });");
      assertThatThrownBy(
              () -> client.deploy(new Deployment(List.of(function), List.of(), false, null, null)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().get(0).code()).isEqualTo("JITSU-0410"));
      assertThatThrownBy(() -> client.builder("no such/builder"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("no such/builder");
    }
  }

  @Test
  void aWrongKeyIsToldByWhereItCameFrom() {
    try (ServerClient client = ServerClient.open(address, keys("no-such-key"))) {
      assertThatThrownBy(client::builders)
          .hasMessageContaining("JITSU-0803")
          .hasMessageContaining("the property jitsu.apiKey")
          .hasMessageNotContaining("no-such-key");
    }
  }

  @Test
  void withoutAKeyTheProblemIsTheKeyOnlyIfThereIsAServer() throws IOException {
    ApiKeys none = new ApiKeys(null, null, null, "jitsu", List.of());
    assertThatThrownBy(() -> ServerClient.open(address, none)).hasMessageContaining("JITSU-0802");
    ServerAddress nobody = nobody();
    assertThatThrownBy(() -> ServerClient.open(nobody, none))
        .hasMessageContaining("JITSU-0801 no server answers at " + nobody)
        .hasMessageContaining("mvn jitsu:server");
  }

  @Test
  void anotherProgramOnThePortIsNoServerOfOurs() throws IOException {
    HttpServer other = HttpServer.create(loopback(), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange
              .getResponseBody()
              .write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    other.start();
    try (ServerClient client =
        ServerClient.open(
            ServerAddress.of("http://127.0.0.1:" + other.getAddress().getPort()), keys("key"))) {
      assertThatThrownBy(client::builders).hasMessageContaining("JITSU-0805");
    } finally {
      other.stop(0);
    }
  }

  private static ServerAddress nobody() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return ServerAddress.of("http://127.0.0.1:" + free.getLocalPort());
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static ApiKeys keys(@Nullable String property) {
    return new ApiKeys(property, null, null, "jitsu", List.of(data));
  }

  private static Bundle transformation(String slug, String code) {
    return Bundle.of(
        FunctionConfig.transformation(slug, slug, null),
        "src/functions/" + slug + ".ts",
        code,
        "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}");
  }

  private static Bundle function(String builder, String code) {
    return Bundle.of(
        new FunctionConfig(builder, builder, builder, null),
        "src/profiles/" + builder + ".ts",
        code,
        "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}");
  }
}
