package com.jitsu.lite;

import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a person reads when the server is ready. */
record Banner(
    String version,
    String address,
    Path data,
    Path warehouse,
    String redis,
    boolean optimised,
    Duration readyAfter) {

  /**
   * The text, ended by the line that programs wait for.
   *
   * @param secretsToo whole keys for a terminal; for a pipe, which may be a log, only how they
   *     begin
   */
  String text(Keys keys, boolean secretsToo) {
    return String.format(
        Locale.ROOT,
        """

        server-lite %s is ready after %.1f s

          send events    POST %s/api/s/s2s/batch
          data           %s (kept; stop the server and delete the folder to begin anew)
          warehouse      %s (DuckDB; query it with POST %s/api/sql)
          redis          %s
          functions      %s
          keys           %s
            writeKey     %s  browsers send events
            serverKey    %s  servers send events
            deployKey    %s  mvn jitsu:deploy
            adminToken   %s  everything else

        Listening on %s
        """,
        version,
        readyAfter.toMillis() / 1000.0,
        address,
        data,
        warehouse,
        address,
        redis,
        optimised ? "compiled by Graal" : "interpreted (this JVM has no Graal compiler)",
        data.resolve("keys.json"),
        shown(keys.writeKey(), secretsToo),
        shown(keys.serverKey(), secretsToo),
        shown(keys.deployKey(), secretsToo),
        shown(keys.adminToken(), secretsToo),
        address);
  }

  private static String shown(Secret secret, boolean whole) {
    String text = secret.reveal();
    return whole ? text : text.substring(0, Math.min(5, text.length())) + "…";
  }
}
