package com.jitsu.lite.ingest;

import com.jitsu.lite.sources.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is told: {@code <what> <source> <bytes>}, and {@code | <why>} where there is one. */
final class Recorder implements IncomingLog {

  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void incoming(Source source, byte[] event) {
    add("incoming", source, event, "");
  }

  @Override
  public void malformed(Source source, byte[] body, String error) {
    add("malformed", source, body, " | " + error);
  }

  @Override
  public void rejected(Source source, byte[] event, String error) {
    add("rejected", source, event, " | " + error);
  }

  @Override
  public void skipped(Source source, byte[] event, String reason) {
    add("skipped", source, event, " | " + reason);
  }

  private void add(String what, Source source, byte[] bytes, String why) {
    lines.add(what + " " + source.id() + " " + new String(bytes, StandardCharsets.UTF_8) + why);
  }
}
