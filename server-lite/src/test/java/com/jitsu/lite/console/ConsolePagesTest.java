package com.jitsu.lite.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {

  private static final Pattern FILES = Pattern.compile("(?:src|href)=\"([^\":]+)\"");

  private HttpServer server;

  @BeforeEach
  void start() {
    Routes routes = new Routes();
    new ConsolePages().addTo(routes);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePageAndAllItsFilesAreThere() throws Exception {
    String page = get("/").body();

    assertThat(FILES.matcher(page).results().map(MatchResult::group)).isNotEmpty();
    for (MatchResult file : FILES.matcher(page).results().toList()) {
      assertThat(get("/" + file.group(1)).statusCode()).as(file.group(1)).isEqualTo(200);
    }
  }

  @Test
  void noScriptButOursMayRunAndNothingComesFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("http://", "https://", "onclick", "<script>", "style=");
    assertThat(get("/console.js").body())
        .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
