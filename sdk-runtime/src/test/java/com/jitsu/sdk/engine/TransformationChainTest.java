package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.RetryPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformationChainTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());
  private static final String ADD = "event => ({ ...event, n: (event.n ?? 0) + 1 })";

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void eachFunctionTakesWhatTheOneBeforeGave() {
    assertThat(chain(ADD, ADD, ADD).events()).containsExactly(Json.parse("{\"a\":1,\"n\":3}"));
  }

  @Test
  void theEventGoesOnUnchangedWhenNothingIsReturned() {
    assertThat(chain("event => { event.a = 2 }", ADD).events())
        .containsExactly(Json.parse("{\"a\":1,\"n\":1}"));
  }

  @ParameterizedTest
  @CsvSource({"'drop'", "null", "false", "[]"})
  void anExcludedEventEndsTheChain(String returned) {
    String value = returned.equals("drop") ? "'drop'" : returned;
    TransformationChain.Result result =
        chain("() => (" + value + ")", "() => { throw new Error('no') }");

    assertThat(result.events()).isEmpty();
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void onlyTheLastFunctionMayMultiply() {
    String two = "event => [event, { ...event, b: 2 }]";

    assertThat(chain(ADD, two).events())
        .containsExactly(Json.parse("{\"a\":1,\"n\":1}"), Json.parse("{\"a\":1,\"n\":1,\"b\":2}"));
    TransformationChain.Result refused = chain(two, ADD);
    assertThat(refused.events()).isEmpty();
    assertThat(refused.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.error().message())
                  .isEqualTo(
                      "Got 2 events as result of function #1 of 2. Only the last function in a chain is allowed to multiply events.");
              assertThat(failure.effect()).isEqualTo(EventOutcome.Effect.DROP);
            });
  }

  @Test
  void aFunctionThatThrowsIsSkippedAndTheRestGoesOn() {
    TransformationChain.Result result = chain("() => { throw new TypeError('x') }", ADD);

    assertThat(result.events()).containsExactly(Json.parse("{\"a\":1,\"n\":1}"));
    assertThat(result.failures())
        .singleElement()
        .returns(EventOutcome.Effect.SKIP, TransformationChain.Failure::effect);
    assertThat(result.logs())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.message()).startsWith("Function execution failed TypeError: x"));
  }

  @ParameterizedTest
  @CsvSource({
    "RetryError, RETRY, 1",
    "Drop & RetryError, DROP_AND_RETRY, 0",
    "NoRetryError, DROP, 0"
  })
  void theNameOfTheErrorSaysWhatBecomesOfTheEvent(String name, String effect, int events) {
    TransformationChain.Result result =
        chain("() => { const e = new Error('later'); e.name = '" + name + "'; throw e }");

    assertThat(result.events()).hasSize(events);
    assertThat(result.failures())
        .singleElement()
        .returns(EventOutcome.Effect.valueOf(effect), TransformationChain.Failure::effect)
        .returns(new RetryPolicy(1, List.of(2.0)), TransformationChain.Failure::retryPolicy);
  }

  @Test
  void theContextOfTheEventIsThereAndReceivedAtIsADate() {
    String code =
        "export default (event, { geo, receivedAt, function: f }) => ({ city: geo.city, at: receivedAt.getTime(), is: receivedAt instanceof Date, f })";
    EventRun run =
        new EventRun(
            Json.parse("{}"),
            (com.fasterxml.jackson.databind.node.ObjectNode)
                Json.parse("{\"geo\":{\"city\":\"Graz\"},\"receivedAt\":\"1970-01-01T00:00:01Z\"}"),
            java.util.Map.of(),
            null,
            com.jitsu.sdk.host.HostServices.none());

    assertThat(ENGINE.loadTransformation(Functions.bundle(code)).run(run).outcome())
        .isEqualTo(
            new EventOutcome.Replaced(
                List.of(
                    Json.parse(
                        "{\"city\":\"Graz\",\"at\":1000,\"is\":true,\"f\":{\"id\":\"f\",\"type\":\"udf\"}}"))));
  }

  private static TransformationChain.Result chain(String... functions) {
    List<EventFunction> loaded =
        Stream.of(functions)
            .map(
                code ->
                    ENGINE.loadTransformation(
                        Functions.bundle(
                            "export const config = { retryPolicy: { retries: 1, delays: [2] } }; export default "
                                + code)))
            .toList();
    try (TransformationChain chain = new TransformationChain(loaded)) {
      TransformationChain.Result result = chain.run(Functions.event("{\"a\":1}"));
      assertThat(result.events())
          .allSatisfy(event -> assertThat(event).isInstanceOf(JsonNode.class));
      return result;
    }
  }
}
