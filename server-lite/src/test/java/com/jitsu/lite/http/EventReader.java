package com.jitsu.lite.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events as a browser does. */
public final class EventReader implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Event END = new Event("", "end", "");

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /**
   * @param event {@code message} unless it has a name; {@code comment}, {@code retry} and {@code
   *     end} for what is no event
   */
  public record Event(String id, String event, String data) {}

  public static EventReader open(String address, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT);
    EventReader reader =
        new EventReader(
            HttpClient.newHttpClient()
                .send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    BodyHandlers.ofInputStream()));
    Thread thread = new Thread(reader::read, "event-reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event, without comments. */
  public Event next() throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    Event event = any();
    while (event.event().equals("comment") || event.event().equals("retry")) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing but comments came in time");
      }
      event = any();
    }
    return event;
  }

  /** The next line group of any kind. */
  public Event any() throws InterruptedException {
    return Objects.requireNonNull(
        events.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "nothing came in time");
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String event = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          event = "comment";
        } else if (line.startsWith("retry: ")) {
          event = "retry";
          data.append(line.substring(7));
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(data.isEmpty() ? "" : "\n").append(line.substring(6));
        } else if (line.isEmpty()) {
          events.add(new Event(id, event, data.toString()));
          id = "";
          event = "message";
          data.setLength(0);
        } else {
          events.add(new Event("", "error", line));
        }
      }
      events.add(END);
    } catch (IOException e) {
      events.add(new Event("", "error", String.valueOf(e)));
    }
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
