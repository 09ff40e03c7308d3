package com.jitsu.lite.api;

import com.jitsu.lite.cache.CacheHouse;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A cache with its two routes on a real port; may be restarted. */
final class CacheServer implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final CacheHouse house;
  private final CacheSettings settings;
  private final Keys keys;
  private EventsCache cache;
  private HttpServer server;

  CacheServer(CacheHouse house, CacheSettings settings, Path data) {
    this.house = house;
    this.settings = settings;
    this.keys = Keys.open(data);
    start();
  }

  private void start() {
    cache = house.start(settings);
    Access access = new Access(keys);
    server =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                16,
                16_384,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                2,
                Duration.ofMillis(50)),
            new Routes()
                .add(
                    "GET",
                    "/api/v1/events/cache",
                    BodyLimit.none(),
                    new CacheEndpoint(access, settings, cache::read))
                .add(
                    "GET",
                    "/api/v1/events/stream",
                    BodyLimit.none(),
                    new StreamEndpoint(access, cache)));
    server.start();
  }

  EventsCache cache() {
    return cache;
  }

  String token() {
    return keys.adminToken().reveal();
  }

  /** With the token in the query, as a page has to send it. */
  String stream(String query) {
    return address("/api/v1/events/stream?token=" + token() + query);
  }

  HttpResponse<String> get(String query, String... headers) throws Exception {
    return send("/api/v1/events/cache?" + query, headers);
  }

  HttpResponse<String> send(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path))).header("X-Admin-Token", token());
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> anonymous(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  void restart() {
    close();
    start();
  }

  @Override
  public void close() {
    server.close();
    cache.close();
  }
}
