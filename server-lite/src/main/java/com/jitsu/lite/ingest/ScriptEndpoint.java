package com.jitsu.lite.ingest;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Cors;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /p.js}: the script of {@code @jitsu/js} for pages (CONTRACT E.3), which finds this
 * server by its own address. The script is Jitsu's and not part of this product: whoever wants it
 * here names the file of the npm package.
 */
final class ScriptEndpoint implements Endpoint {

  private final byte @Nullable [] script;
  private final String tag;

  private ScriptEndpoint(byte @Nullable [] script, String tag) {
    this.script = script;
    this.tag = tag;
  }

  /** Reads the file, or fails with JITSU-0618; without one, the answer says how to have it. */
  static ScriptEndpoint open(@Nullable Path file) {
    if (file == null) {
      return new ScriptEndpoint(null, "");
    }
    try {
      byte[] script = Files.readAllBytes(file);
      return new ScriptEndpoint(script, tag(script));
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0618",
              "the script for pages cannot be read: " + e,
              file.toString(),
              "name the file dist/web/p.js.txt of the npm package @jitsu/js as"
                  + " server.browser_script, or leave that out"),
          e);
    }
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    return CompletableFuture.completedFuture(Cors.allow(call, reply(call)));
  }

  private Reply reply(Call call) {
    if (script == null) {
      return Reply.problem(
          404,
          new Problem(
              "JITSU-0509",
              "this server has no script for pages",
              "/p.js",
              "name the file dist/web/p.js.txt of the npm package @jitsu/js as"
                  + " server.browser_script in jitsu.yaml, or bundle the package with your page"));
    }
    Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "public, max-age=3600");
    if (call.header("If-None-Match").filter(tag::equals).isPresent()) {
      return Reply.empty(304).with(headers);
    }
    return new Reply(200, "application/javascript; charset=utf-8", script, headers);
  }

  private static String tag(byte[] script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
