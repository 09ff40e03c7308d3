package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The event streams of a server: at most so many, all ended when the server stops. */
final class OpenStreams {

  /** How long a client that does not read may hold up the end of the server. */
  private static final Duration TO_END = Duration.ofSeconds(1);

  private final int most;
  private final Duration heartbeat;
  // Both are guarded by this.
  private final Set<Open> open = new HashSet<>();
  private boolean stopping;

  OpenStreams(int most, Duration heartbeat) {
    this.most = most;
    this.heartbeat = heartbeat;
  }

  // The request itself tells nothing any more once it is over.
  private record Open(EventStream stream, EndPoint connection, Scheduler scheduler) {}

  /** A stream over this response, not begun; empty when there are too many already. */
  Optional<EventStream> open(Request request, Response response, Callback callback) {
    Components components = request.getComponents();
    EventStream stream =
        new EventStream(
            response, callback, components.getExecutor(), components.getScheduler(), heartbeat);
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    Open one = new Open(stream, connection, components.getScheduler());
    synchronized (this) {
      if (stopping || open.size() >= most) {
        return Optional.empty();
      }
      open.add(one);
    }
    stream.whenClosed(() -> remove(one));
    request.addFailureListener(stream::fail);
    return Optional.of(stream);
  }

  static Problem tooMany() {
    return new Problem(
        "JITSU-0507",
        "as many streams are open as the server allows",
        null,
        "close one that nobody reads, or come again in a while");
  }

  /** Ends all, and closes what has not ended soon; no more are opened. */
  void endAll() {
    List<Open> all;
    synchronized (this) {
      stopping = true;
      all = List.copyOf(open);
    }
    for (Open each : all) {
      each.stream().end();
      each.scheduler().schedule(() -> hangUp(each), TO_END.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void hangUp(Open one) {
    boolean stillOpen;
    synchronized (this) {
      stillOpen = open.contains(one);
    }
    if (stillOpen) {
      one.connection().close();
    }
  }

  private synchronized void remove(Open one) {
    open.remove(one);
  }
}
