package com.jitsu.benchmarks.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty as the server has it, with nothing behind: reads each body and says that it is well. A
 * process of its own, because it runs with the server's libraries.
 */
final class BareJetty {

  private static final byte[] ANSWER = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

  private BareJetty() {}

  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new QueuedThreadPool(32, 4));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // As many selectors as HttpServer has.
    ServerConnector connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Answers());
    server.start();
    System.out.println("Listening on http://127.0.0.1:" + connector.getLocalPort());
    System.out.flush();
    server.join();
  }

  private static final class Answers extends Handler.Abstract.NonBlocking {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      new Reading(request, response, callback).run();
      return true;
    }
  }

  private record Reading(Request request, Response response, Callback callback)
      implements Runnable {

    @Override
    public void run() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          callback.failed(chunk.getFailure());
          return;
        }
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
          response.getHeaders().put(HttpHeader.CONTENT_LENGTH, ANSWER.length);
          response.write(true, ByteBuffer.wrap(ANSWER), callback);
          return;
        }
      }
    }
  }
}
