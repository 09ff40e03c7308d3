package com.jitsu.lite.functions;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One fetch, over as many requests as its redirects make of it. */
final class FetchExchange implements Callback {

  private static final int MOST_REDIRECTS = 20;

  private final Function<Request, Call> calls;
  private final long maxBodyBytes;
  private final CompletableFuture<FunctionFetch.Reply> reply = new CompletableFuture<>();
  private volatile @Nullable Call call;

  /** Only the callback's, which is on one thread after another. */
  private int redirects;

  FetchExchange(Function<Request, Call> calls, long maxBodyBytes) {
    this.calls = requireNonNull(calls);
    this.maxBodyBytes = maxBodyBytes;
    var unused = reply.whenComplete((done, failed) -> endCall());
  }

  /** Whoever completes it ends the exchange. */
  CompletableFuture<FunctionFetch.Reply> reply() {
    return reply;
  }

  void send(Request request) {
    Call next = calls.apply(request);
    // In this order, so that whoever completes the reply meanwhile is seen here or sees this call.
    call = next;
    if (!reply.isDone()) {
      next.enqueue(this);
    }
  }

  void fail(RuntimeException e) {
    reply.completeExceptionally(e);
  }

  @Override
  public void onFailure(Call failed, IOException e) {
    fail(FetchFailures.of(e, failed.request().url()));
  }

  @Override
  public void onResponse(Call answered, Response response) {
    try (response) {
      Optional<Request> next = FetchRequests.redirected(response);
      if (next.isEmpty()) {
        reply.complete(reply(response));
        return;
      }
      if (redirects == MOST_REDIRECTS) {
        throw new HostException(
            "TypeError", "fetch failed: more than " + MOST_REDIRECTS + " redirects");
      }
      redirects++;
      response.close();
      send(next.get());
    } catch (IOException e) {
      onFailure(answered, e);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private FunctionFetch.Reply reply(Response response) throws IOException {
    HttpUrl url = response.request().url().newBuilder().fragment(null).build();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> header : response.headers().toMultimap().entrySet()) {
      headers.put(header.getKey(), String.join(", ", header.getValue()));
    }
    return new FunctionFetch.Reply(
        response.code(),
        response.message(),
        url.toString(),
        redirects > 0,
        headers,
        FetchBody.read(response, maxBodyBytes));
  }

  private void endCall() {
    Call last = call;
    if (last != null) {
      last.cancel();
    }
  }
}
