package com.jitsu.lite.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.jitsu.sdk.problem.Problem;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * At most so many connections; one more is told so and closed at once, before the process has no
 * files left for anybody. Not told later, since who opens that many may never send a request.
 */
final class ConnectionLimit implements Connection.Listener {

  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (open.incrementAndGet() > most) {
      EndPoint other = connection.getEndPoint();
      Callback close = Callback.from(other::close);
      other.write(close, ByteBuffer.wrap(answer()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.decrementAndGet();
  }

  private byte[] answer() {
    Reply reply =
        Reply.problem(
            503,
            new Problem(
                "JITSU-0507",
                "as many connections are open as the server allows, " + most,
                null,
                "close those that are not needed, or come again in a while"));
    String head =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: "
            + reply.contentType()
            + "\r\nContent-Length: "
            + reply.body().length
            + "\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
    byte[] start = head.getBytes(US_ASCII);
    byte[] whole = new byte[start.length + reply.body().length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(reply.body(), 0, whole, start.length, reply.body().length);
    return whole;
  }
}
