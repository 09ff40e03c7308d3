package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import java.util.List;
import java.util.function.Function;

/**
 * Events in a JSON body.
 *
 * @param token whose they are; throws {@link ClassicException}
 * @param events reads the body; throws {@link BodyException}
 */
record EventsEndpoint(
    Function<Call, Token> token,
    Function<byte[], List<ObjectNode>> events,
    Sender sender,
    Intake intake) {

  ClassicRoute route() {
    return new ClassicRoute(
        call -> {
          Token sentWith = token.apply(call);
          List<ObjectNode> read;
          try {
            read = events.apply(call.body());
          } catch (BodyException e) {
            intake.log().malformed(sentWith.source(), call.body(), e.text());
            throw new ClassicException(400, "Error parsing events body: " + e.text());
          }
          Reply done = ClassicReply.ok(!Visitor.of(call, read).cookies());
          return intake.take(call, sentWith, read, sender, done);
        });
  }
}
