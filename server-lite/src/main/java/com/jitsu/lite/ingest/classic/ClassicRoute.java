package com.jitsu.lite.ingest.classic;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives all errors of a route Jitsu Classic's form, those too that the server finds around it.
 *
 * @param answer may throw {@link ClassicException}
 */
record ClassicRoute(Answer answer) implements Endpoint {

  /** What the route does. */
  interface Answer {
    CompletionStage<Reply> to(Call call);
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    try {
      return answer.to(call);
    } catch (ClassicException e) {
      return CompletableFuture.completedFuture(ClassicReply.error(e.status(), e.text()));
    }
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    Problem first = problems.get(0);
    return ClassicReply.error(
        status, "error reading HTTP body: " + first.what() + "; " + first.remedy());
  }
}
