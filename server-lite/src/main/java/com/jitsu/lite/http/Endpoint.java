package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers one route. Called when the whole body is there; may answer later, from any thread.
 *
 * <p>What it throws, at once or through the stage, becomes an answer: a {@link Refusal} with its
 * status, a {@link ProblemException} with 400, anything else with 500 and an id that is in the log.
 */
@FunctionalInterface
public interface Endpoint {

  CompletionStage<Reply> answer(Call call);

  /**
   * The body of an error that the server found around this endpoint: body too large, not gzip, a
   * failure inside. Without an override, the format of the API.
   */
  default Reply refuse(Call call, int status, List<Problem> problems) {
    return Reply.problems(status, problems);
  }

  /**
   * Whether {@link #answer} returns within microseconds for a small body, and never waits for a
   * disk, a lock or another server: then it may be called on the thread that reads from all
   * connections, which saves two changes of threads.
   */
  default boolean isQuick() {
    return false;
  }

  /** An endpoint that answers at once. */
  static Endpoint of(Function<Call, Reply> answer) {
    return call -> CompletableFuture.completedFuture(answer.apply(call));
  }
}
