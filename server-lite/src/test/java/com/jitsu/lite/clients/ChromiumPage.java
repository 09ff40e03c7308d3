package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A site of its own origin, with the folder of the clients in it, opened in headless Chromium. A
 * page tells with {@code POST /end} that it is through, with what went wrong as the body.
 */
final class ChromiumPage implements AutoCloseable {

  private static final Map<String, String> TYPES =
      Map.of(
          "html",
          "text/html",
          "js",
          "text/javascript",
          "mjs",
          "text/javascript",
          "txt",
          "text/javascript");

  private final HttpServer site;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  private ChromiumPage(HttpServer site) {
    this.site = site;
  }

  static ChromiumPage serve() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ChromiumPage page = new ChromiumPage(http);
    http.setExecutor(page.threads);
    http.createContext("/", page::answer);
    http.start();
    return page;
  }

  /** Of another port than the server, so another origin. */
  String origin() {
    return "http://127.0.0.1:" + site.getAddress().getPort();
  }

  /** Adds the module that a page runs, below the folder of the clients. */
  static void module(String name, String text) throws IOException {
    Files.writeString(NpmClients.FOLDER.resolve(name), text);
  }

  /**
   * Opens {@code page.html} in a browser that has never been used, and waits until it is through.
   */
  void open(String query, Path profile) throws Exception {
    List<String> command =
        List.of(
            Machine.chromium().toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=sv-SE",
            "--enable-logging=stderr",
            "--v=0",
            "--user-data-dir=" + profile,
            origin() + "/page.html?" + query);
    try (ClientProcess chromium =
        ClientProcess.start(profile, Map.of("TMPDIR", profile.toString()), command)) {
      String problems = ends.poll(120, TimeUnit.SECONDS);
      List<String> console =
          chromium.output().stream().filter(line -> line.contains(":CONSOLE")).toList();
      assertThat(problems).as("the page is through; the console says %s", console).isNotNull();
      assertThat(problems).as("what the page found").isEmpty();
      assertThat(console).as("what Chromium found, of other origins for instance").isEmpty();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/end")) {
        exchange.sendResponseHeaders(204, -1);
        ends.add(new String(sent, StandardCharsets.UTF_8));
        return;
      }
      Path file = NpmClients.FOLDER.resolve(path.substring(1)).normalize();
      String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      if (type == null || !file.startsWith(NpmClients.FOLDER) || !Files.isRegularFile(file)) {
        // A browser asks for an icon of every site.
        exchange.sendResponseHeaders(path.equals("/favicon.ico") ? 204 : 404, -1);
        return;
      }
      byte[] body = Files.readAllBytes(file);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    site.stop(0);
    threads.shutdownNow();
  }
}
