package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuilds;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.bundle.Project;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Chrome and VS Code rely on, with their protocol. */
class DebuggingTest {

  private static final int LINE = 6;

  @TempDir Path root;
  private Bundle bundle;

  @BeforeEach
  void bundle() {
    Project project =
        new Project(root)
            .write("src/profiles/lib/money.ts", "export const cents = (n: number) => n * 100;")
            .write(
                "src/profiles/ltv.ts",
                "import { cents } from \"./lib/money\";", // 1
                "export const config = { profileBuilderId: \"b1\" };",
                "type Event = { total: number };", // 3
                "export default async function ltv(events: Iterable<Event>) {",
                "  let sum = 0;", // 5
                "  for (const event of events) sum += cents(event.total);",
                "  return { traits: { sum } };",
                "}");
    bundle = new Bundler(root, Esbuilds.real()).bundle(project.sources()).get(0);
  }

  @Test
  @Timeout(120)
  void aDebuggerStopsAtALineOfTypeScriptAndReadsWhatIsThere() throws Exception {
    try (FunctionEngine engine = debugged(freePort())) {
      CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> run(engine));
      try (DevTools tools = DevTools.attach(engine.debuggerAddress().orElseThrow())) {
        tools.call("Runtime.enable");
        tools.call("Debugger.enable");
        tools.call("Runtime.runIfWaitingForDebugger");

        JsonNode script = tools.event("Debugger.scriptParsed", each -> each.has("sourceMapURL"));
        assertThat(script.path("url").asText())
            .isEqualTo(root.resolve("target/jitsu/ltv.js").toUri().toString());
        JsonNode map = map(script.path("sourceMapURL").asText());
        assertThat(map.path("sources"))
            .extracting(JsonNode::asText)
            .containsExactly(
                root.resolve("src/profiles/lib/money.ts").toUri().toString(),
                root.resolve("src/profiles/ltv.ts").toUri().toString());
        assertThat(map.path("sourcesContent").path(1).asText()).contains("Iterable<Event>");

        // It stands at the beginning of the module: time to set breakpoints, for a person too.
        JsonNode first = tools.event("Debugger.paused", each -> true);
        assertThat(first.path("callFrames").path(0).path("location").path("scriptId"))
            .isEqualTo(script.path("scriptId"));
        ObjectNode place = generated(map, script.path("scriptId").asText());
        String breakpoint =
            tools
                .call("Debugger.setBreakpoint", Json.object().set("location", place))
                .path("breakpointId")
                .asText();
        tools.call("Debugger.resume");

        JsonNode paused = tools.event("Debugger.paused", each -> true);
        assertThat(original(map, paused)).contains(LINE);
        assertThat(local(tools, paused, "sum")).isZero();
        assertThat(run).isNotDone();

        tools.call("Debugger.resume");
        JsonNode again = tools.event("Debugger.paused", each -> true);
        assertThat(original(map, again)).contains(LINE);
        assertThat(local(tools, again, "sum")).isEqualTo(150);
        tools.call("Debugger.removeBreakpoint", Json.object().put("breakpointId", breakpoint));
        tools.call("Debugger.resume");

        // A second context, as the next fixture has one, runs the same script.
        run.get();
        engine.load(bundle).close();
        assertThat(tools.has("Debugger.scriptParsed")).isFalse();
      }
      assertThat(run.get().outcome())
          .isInstanceOfSatisfying(
              Outcome.Row.class,
              row -> assertThat(row.result().traits().path("sum").asInt()).isEqualTo(350));
    }
  }

  @Test
  @Timeout(120)
  void aPortThatIsTakenIsAProblem() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> debugged(taken.getLocalPort()))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("JITSU-0341")
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("-Djitsu.debug=");
    }
  }

  @Test
  @Timeout(120)
  void nobodyIsWaitedForUnlessAskedTo() {
    try (FunctionEngine engine = new FunctionEngine(Limits.test())) {
      assertThat(engine.debuggerAddress()).isEmpty();
    }
  }

  private FunctionEngine debugged(int port) {
    return new FunctionEngine(
        EngineOptions.of(Limits.test())
            .withInspector(new Inspector(port, root, root.resolve("target/jitsu"), List.of())));
  }

  private RunReport run(FunctionEngine engine) {
    engine.showToDebugger(List.of(bundle));
    try (ProfileFunction function = engine.load(bundle)) {
      return function.run(
          new ProfileRun(
              new ProfileUser("u1", "", "", Json.object()),
              List.of(event(1.5), event(2)),
              Map.of(),
              new ProfileRun.BuilderVersion("b1", 1),
              null,
              HostServices.none()));
    }
  }

  private static byte[] event(double total) {
    return ("{\"type\":\"track\",\"total\":" + total + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static JsonNode map(String url) {
    String prefix = "data:application/json;base64,";
    assertThat(url).startsWith(prefix);
    return Json.parse(Base64.getDecoder().decode(url.substring(prefix.length())));
  }

  /** The line of ltv.ts that a debugger shows for where it stands. */
  private static Optional<Integer> original(JsonNode map, JsonNode paused) {
    JsonNode place = paused.path("callFrames").path(0).path("location");
    return SourceMap.parse(Json.text(map))
        .original(place.path("lineNumber").asInt() + 1, place.path("columnNumber").asInt() + 1)
        .map(Position::line);
  }

  /** Where a debugger sets a breakpoint for the line of the loop. */
  private ObjectNode generated(JsonNode map, String scriptId) {
    SourceMap places = SourceMap.parse(Json.text(map));
    List<String> lines = bundle.code().lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      for (int column = 1; column <= lines.get(line - 1).length(); column++) {
        Optional<Position> place = places.original(line, column);
        if (place.isPresent()
            && place.get().source().endsWith("ltv.ts")
            && place.get().line() == LINE
            && lines.get(line - 1).startsWith("sum +=", column - 1)) {
          return Json.object()
              .put("scriptId", scriptId)
              .put("lineNumber", line - 1)
              .put("columnNumber", column - 1);
        }
      }
    }
    throw new AssertionError("no such line in " + bundle.code());
  }

  private static int local(DevTools tools, JsonNode paused, String name)
      throws InterruptedException {
    JsonNode value =
        tools.call(
            "Debugger.evaluateOnCallFrame",
            Json.object()
                .put("callFrameId", paused.path("callFrames").path(0).path("callFrameId").asText())
                .put("expression", name));
    return value.path("result").path("value").asInt(-1);
  }
}
