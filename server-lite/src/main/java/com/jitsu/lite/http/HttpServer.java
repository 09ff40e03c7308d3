package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the routes on one port. Start it once; close it as often as you like. */
public final class HttpServer implements AutoCloseable {

  static final String THREADS = "http";

  /** Quick endpoints answer on these threads, so that one would leave processors idle. */
  private static final int SELECTORS = 2;

  /** Whoever finds this queue full tries again after a second, without being told why. */
  private static final int MOST_NOT_ACCEPTED = 1_024;

  private final HttpSettings settings;
  private final Server server;
  private final ServerConnector connector;
  private final OpenStreams streams;
  private final BodyBudget budget;

  public HttpServer(HttpSettings settings, Routes routes) {
    this.settings = settings;
    QueuedThreadPool threads = new QueuedThreadPool(settings.threads(), 4);
    threads.setName(THREADS);
    server = new Server(threads);
    connector =
        new ServerConnector(server, 1, SELECTORS, new HttpConnectionFactory(http(settings)));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(MOST_NOT_ACCEPTED);
    connector.setIdleTimeout(settings.idle().toMillis());
    connector.setShutdownIdleTimeout(100);
    connector.addBean(new ConnectionLimit(settings.connections()));
    server.addConnector(connector);
    streams = new OpenStreams(settings.streams(), settings.heartbeat());
    budget = new BodyBudget(settings.bodyBytes());
    server.setHandler(new GracefulHandler(new RequestHandler(routes, streams, budget)));
    server.setErrorHandler(new JettyErrors());
    server.setStopTimeout(settings.stop().toMillis());
  }

  /** Returns when requests are answered. */
  public void start() {
    try {
      connector.open();
      server.start();
    } catch (Exception e) {
      close();
      throw failure(e);
    }
  }

  /** The port that is listened on; after {@link #start()}. */
  public int port() {
    int port = connector.getLocalPort();
    if (port <= 0) {
      throw new IllegalStateException("the server is not started");
    }
    return port;
  }

  /** How much of the budget for bodies is taken. */
  long heldBytes() {
    return budget.held();
  }

  /**
   * Takes no more requests, ends the event streams, lets what runs finish within the limit of the
   * settings.
   */
  @Override
  public void close() {
    try {
      streams.endAll();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }

  private static HttpConfiguration http(HttpSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(settings.headerBytes());
    // Ids may hold anything, a slash too; the routes split the path as it was sent and decode
    // later.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "jitsu",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    return http;
  }

  private RuntimeException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return cannotBind(cause, e);
      }
      if (cause instanceof UnresolvedAddressException) {
        return new ProblemException(
            new Problem(
                "JITSU-0604",
                "the host \"" + settings.host() + "\" is not known",
                "server.host",
                "use 127.0.0.1, or an address of this machine"),
            e);
      }
    }
    return new IllegalStateException("the HTTP server did not start", e);
  }

  private ProblemException cannotBind(Throwable cause, Exception e) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("in use")) {
      return new ProblemException(
          new Problem(
              "JITSU-0603",
              "port " + settings.port() + " is taken by another process",
              settings.host() + ":" + settings.port(),
              "stop that process, or use another port: --port 0 takes a free one"
                  + " (jitsu.port in Maven, server.port in jitsu.yaml)"),
          e);
    }
    return new ProblemException(
        new Problem(
            "JITSU-0604",
            "cannot listen here: " + message,
            settings.host() + ":" + settings.port(),
            "use 127.0.0.1 or an address of this machine, and a port above 1023"),
        e);
  }
}
