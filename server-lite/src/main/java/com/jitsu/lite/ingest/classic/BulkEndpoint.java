package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.FormFile;
import com.jitsu.lite.http.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A file of events, one JSON object a line, as a form's field {@code file}. All of it is taken, or
 * nothing; with {@code skip_malformed=true} the lines that can be read.
 *
 * <p>With {@code fallback=true} a line is what Jitsu Classic keeps of an event that failed, {@code
 * {"event": {…}, "error": "…"}}, and the event is in it.
 */
record BulkEndpoint(Tokens tokens, Intake intake, BodyLimit limit) {

  ClassicRoute route() {
    return new ClassicRoute(this::answer);
  }

  private CompletionStage<Reply> answer(Call call) {
    Token token =
        tokens.server(
            call,
            Optional.of("The token isn't a server token. Please use an s2s integration token"));
    if (Intake.isIdle(token)) {
      throw new ClassicException(422, Intake.idle(token));
    }
    byte[] file;
    try {
      file = FormFile.read(call, "file", limit);
    } catch (FormFile.Unreadable e) {
      throw failed("failed to read 'file' form parameter: " + e.getMessage());
    }
    return intake.take(call, token, events(call, token, file), Sender.BULK, ClassicReply.ok(false));
  }

  private List<ObjectNode> events(Call call, Token token, byte[] file) {
    boolean fallback = isTrue(call, "fallback");
    boolean skips = isTrue(call, "skip_malformed");
    List<ObjectNode> events = new ArrayList<>();
    int number = 0;
    int start = 0;
    while (start < file.length) {
      int end = start;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(file, start, end);
      start = end + 1;
      number++;
      if (isBlank(line)) {
        continue;
      }
      try {
        events.add(event(line, fallback));
      } catch (BodyException e) {
        String error = "line " + number + ": " + e.text();
        intake.log().malformed(token.source(), line, error);
        if (!skips) {
          throw failed("failed to parse JSON payload: " + error);
        }
      }
      if (events.size() > Bodies.MOST_EVENTS) {
        throw failed("more than " + Bodies.MOST_EVENTS + " events; send them in several files");
      }
    }
    return events;
  }

  private static ObjectNode event(byte[] line, boolean fallback) {
    ObjectNode sent = Bodies.object(line);
    if (!fallback) {
      return sent;
    }
    if (!sent.path("malformed_event").asText("").isEmpty()) {
      throw new BodyException("the event was kept because it is malformed");
    }
    if (!(sent.path("event") instanceof ObjectNode event)) {
      throw new BodyException("'event' field can't be empty in fallback object");
    }
    return event;
  }

  private static boolean isBlank(byte[] line) {
    for (byte character : line) {
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean isTrue(Call call, String parameter) {
    return call.query(parameter).filter("true"::equals).isPresent();
  }

  private static ClassicException failed(String why) {
    return new ClassicException(400, "failed to process file payload: " + why);
  }
}
