package com.jitsu.lite.http;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Where the server listens and what one client may cost it.
 *
 * @param port 0 lets the system choose; {@link HttpServer#port()} tells
 * @param threads at most this many requests are worked on at once; waiting ones hold no thread
 * @param headerBytes request line and headers together; more is answered with 431
 * @param idle a connection on which nothing moves for so long is closed
 * @param stop running requests get so long to finish when the server closes
 * @param streams at most so many event streams are open at once
 * @param heartbeat an event stream on which nothing happens sends a comment so often; shorter than
 *     {@code idle}
 * @param connections at most so many are open at once
 * @param bodyBytes bodies on their way in may take so much memory, and those being answered as much
 *     again; a large one beyond it is answered with 503
 */
public record HttpSettings(
    String host,
    int port,
    int threads,
    int headerBytes,
    Duration idle,
    Duration stop,
    int streams,
    Duration heartbeat,
    int connections,
    long bodyBytes) {

  private static final int STREAMS = 64;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  public HttpSettings {
    requireNonNull(host);
    requireNonNull(idle);
    requireNonNull(stop);
    requireNonNull(heartbeat);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (threads < 6) {
      throw new IllegalArgumentException(
          "needs six threads for connections and work, not " + threads);
    }
  }

  /** With as many connections as this process can bear, and a quarter of its heap for bodies. */
  public HttpSettings(
      String host,
      int port,
      int threads,
      int headerBytes,
      Duration idle,
      Duration stop,
      int streams,
      Duration heartbeat) {
    this(
        host,
        port,
        threads,
        headerBytes,
        idle,
        stop,
        streams,
        heartbeat,
        bearableConnections(),
        Runtime.getRuntime().maxMemory() / 4);
  }

  /** With 64 streams and a heartbeat every 15 seconds. */
  public HttpSettings(
      String host, int port, int threads, int headerBytes, Duration idle, Duration stop) {
    this(host, port, threads, headerBytes, idle, stop, STREAMS, HEARTBEAT);
  }

  /** 32 threads, 16 KiB of headers, 30 seconds idle, 10 seconds to stop. */
  public static HttpSettings of(String host, int port) {
    return new HttpSettings(
        host, port, 32, 16 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  /** Half of the files that the process may open, and no more than a quarter of the heap serves. */
  private static int bearableConnections() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount() / 2
            : MOST_CONNECTIONS;
    long heap = Runtime.getRuntime().maxMemory() / 4 / BodyBudget.FREE_BYTES;
    return (int) Math.max(64, Math.min(MOST_CONNECTIONS, Math.min(files, heap)));
  }
}
