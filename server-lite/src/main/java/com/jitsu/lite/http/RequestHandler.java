package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route, reads the body, calls the endpoint, writes the reply. */
final class RequestHandler extends Handler.Abstract.NonBlocking {

  /** How long a body may take to come. */
  private static final Duration BODY = Duration.ofMinutes(2);

  /** A larger body keeps a processor busy too long for those who wait behind it. */
  private static final int MOST_AT_ONCE = 16_384;

  private static final int WRITTEN_AT_ONCE = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

  private final Routes routes;
  private final OpenStreams streams;
  private final BodyBudget budget;

  RequestHandler(Routes routes, OpenStreams streams, BodyBudget budget) {
    this.routes = routes;
    this.streams = streams;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Call call;
    Routes.Match match;
    try {
      String path = request.getHttpURI().getPath();
      match = routes.match(request.getMethod(), Percent.path(path == null ? "/" : path));
      call =
          new Call(
              request.getMethod(),
              path == null ? "/" : path,
              match.parameters(),
              Percent.query(request.getHttpURI().getQuery()),
              request.getHeaders()::get,
              Request.getRemoteAddr(request),
              new byte[0],
              budget.share());
    } catch (Percent.Malformed e) {
      send(response, callback, Reply.problem(400, malformed(String.valueOf(e.getMessage()))));
      return true;
    }
    Endpoint endpoint = match.route().endpoint();
    BodyBudget.Share share = call.share();
    Executor threads = request.getComponents().getExecutor();
    BodyReader.read(
            request, match.isRefusal() ? BodyLimit.none() : match.route().limit(), share, BODY)
        .exceptionally(failure -> bodyOfRefused(match, failure))
        .thenCompose(body -> unpacked(call, body, match.route().limit(), threads))
        .thenCompose(whole -> answer(endpoint, whole, threads))
        .handle((reply, failure) -> new Ending(reply, failure))
        .whenComplete((ending, never) -> share.end())
        .thenAccept(ending -> end(call, endpoint, ending, request, response, callback))
        .exceptionally(
            failure -> {
              callback.failed(failure);
              return null;
            });
    return true;
  }

  /**
   * When it is its turn; who gave it the turn has other things to do than to answer it, and so has
   * the thread that reads from all connections, unless it is a matter of microseconds.
   */
  private static CompletionStage<Reply> answer(Endpoint endpoint, Call call, Executor executor) {
    CompletableFuture<Void> turn = call.share().turn(call.body().length);
    return turn.isDone() && endpoint.isQuick() && call.body().length <= MOST_AT_ONCE
        ? begin(endpoint, call)
        : turn.thenComposeAsync(now -> begin(endpoint, call), executor);
  }

  /** What may take long is not reading the body, so that the next one has its turn. */
  private static CompletionStage<Reply> begin(Endpoint endpoint, Call call) {
    try {
      return endpoint.answer(call);
    } finally {
      call.share().endTurn();
    }
  }

  /** Whatever a client sends to a route that does not exist: it is told so. */
  private static byte[] bodyOfRefused(Routes.Match match, Throwable failure) {
    if (match.isRefusal() && failure instanceof BodyReader.TooLarge) {
      return new byte[0];
    }
    throw new CompletionException(failure);
  }

  /** Unpacking takes its time, so that it is left to another thread. */
  private static CompletableFuture<Call> unpacked(
      Call call, byte[] body, BodyLimit limit, Executor threads) {
    String encoding =
        call.header("Content-Encoding").orElse("identity").trim().toLowerCase(Locale.ROOT);
    return encoding.equals("identity") || encoding.isEmpty() || !limit.unpacks()
        ? CompletableFuture.completedFuture(call.withBody(body))
        : CompletableFuture.supplyAsync(() -> unpack(call, encoding, body, limit), threads);
  }

  private static Call unpack(Call call, String encoding, byte[] body, BodyLimit limit) {
    if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
      throw new Refusal(
          415,
          new Problem(
              "JITSU-0505",
              "a body in encoding \"" + Excerpt.of(encoding) + "\" cannot be read",
              "Content-Encoding",
              "send it as gzip, or without an encoding"));
    }
    try {
      return call.withBody(Gunzip.unpack(body, limit.bytes(), call.share()));
    } catch (IOException e) {
      throw new Refusal(
          400,
          new Problem(
              "JITSU-0505",
              "the body is not gzip, or was cut: " + e.getMessage(),
              "Content-Encoding",
              "pack the whole body with gzip, or leave the header out"));
    }
  }

  private void end(
      Call call,
      Endpoint endpoint,
      Ending ending,
      Request request,
      Response response,
      Callback callback) {
    Reply reply = ending.reply;
    if (reply != null && reply.writer() != null && !call.method().equals("HEAD")) {
      Consumer<OutputStream> writer = reply.writer();
      request
          .getComponents()
          .getExecutor()
          .execute(() -> write(call, endpoint, reply, writer, response, callback));
      return;
    }
    if (reply != null) {
      Consumer<EventStream> opened = reply.stream();
      if (opened == null || call.method().equals("HEAD")) {
        send(response, callback, reply);
        return;
      }
      Optional<EventStream> stream = streams.open(request, response, callback);
      if (stream.isEmpty()) {
        Reply refusal = endpoint.refuse(call, 503, List.of(OpenStreams.tooMany()));
        send(response, callback, refusal.with("Retry-After", "5"));
        return;
      }
      head(response, reply);
      stream.get().begin(opened);
      return;
    }
    Throwable failure = ending.failure;
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    if (failure instanceof IOException) {
      // The client went away, or sends nothing more: there is nobody to answer.
      callback.failed(failure);
      return;
    }
    send(response, callback, refuse(call, endpoint, failure));
  }

  private static void write(
      Call call,
      Endpoint endpoint,
      Reply reply,
      Consumer<OutputStream> writer,
      Response response,
      Callback callback) {
    head(response, reply);
    try {
      // Closed only when all is written: closing tells the client that this was all.
      OutputStream out =
          new BufferedOutputStream(Content.Sink.asOutputStream(response), WRITTEN_AT_ONCE);
      writer.accept(out);
      out.close();
      callback.succeeded();
    } catch (IOException | UncheckedIOException e) {
      // The client went away.
      callback.failed(e);
    } catch (RuntimeException | Error e) {
      if (response.isCommitted()) {
        log.warn("{} broke off in the middle of its answer", call.method(), e);
        callback.failed(e);
      } else {
        send(response, callback, refuse(call, endpoint, e));
      }
    }
  }

  private static Reply refuse(Call call, Endpoint endpoint, @Nullable Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return endpoint.refuse(call, refusal.status(), refusal.problems());
    }
    if (failure instanceof ProblemException problems) {
      return endpoint.refuse(call, 400, problems.problems());
    }
    if (failure instanceof BodyReader.TooLarge) {
      return endpoint.refuse(call, 413, List.of(tooLarge()));
    }
    if (failure instanceof BodyReader.Stalled) {
      return endpoint.refuse(call, 408, List.of(stalled())).with("Connection", "close");
    }
    if (failure instanceof BodyBudget.Exhausted || failure instanceof OutOfMemoryError) {
      return endpoint.refuse(call, 503, List.of(noRoom())).with("Retry-After", "1");
    }
    if (failure instanceof HttpException http) {
      return endpoint.refuse(
          call, http.getCode(), List.of(malformed(String.valueOf(http.getReason()))));
    }
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error("{} {} failed id={}", call.method(), call.path(), id, failure);
    return endpoint.refuse(call, 500, List.of(internal(id)));
  }

  private static void head(Response response, Reply reply) {
    response.setStatus(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      response.getHeaders().put(header.getKey(), header.getValue());
    }
    if (!reply.contentType().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
    }
  }

  private static void send(Response response, Callback callback, Reply reply) {
    head(response, reply);
    if (reply.status() != 204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  static Problem malformed(String what) {
    return new Problem(
        "JITSU-0504",
        "the request cannot be read: " + what,
        null,
        "send valid HTTP/1.1, with paths and queries percent-encoded as UTF-8");
  }

  private static Problem stalled() {
    return new Problem(
        "JITSU-0504",
        "the rest of the body did not come in time",
        null,
        "send the same again, the whole body within two minutes");
  }

  private static Problem tooLarge() {
    return new Problem("JITSU-0503", "the body is too large", null, "send less at a time");
  }

  private static Problem noRoom() {
    return new Problem(
        "JITSU-0507",
        "too many large bodies are under way",
        null,
        "send the same again in a while, or less at a time");
  }

  static Problem internal(String id) {
    return new Problem(
        "JITSU-0506",
        "the server failed, error id " + id,
        null,
        "search the server's log for "
            + id
            + " and report what it says; the request may be sent again");
  }

  /** A reply, or why there is none. */
  private record Ending(@Nullable Reply reply, @Nullable Throwable failure) {}
}
