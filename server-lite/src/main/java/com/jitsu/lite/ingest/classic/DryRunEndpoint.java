package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.ingest.Shown;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What would become of one event in {@code ?destination_id=}; nothing is stored. */
record DryRunEndpoint(Tokens tokens, Intake intake, DryRun dryRun) {

  ClassicRoute route() {
    return new ClassicRoute(this::answer);
  }

  private CompletionStage<Reply> answer(Call call) {
    Token token = tokens.server(call, Optional.of(ClassicIngest.NOT_SECRET));
    ObjectNode event;
    try {
      event = Bodies.object(call.body());
    } catch (BodyException e) {
      throw new ClassicException(400, "Failed to parse body: " + e.text());
    }
    String destination = call.query("destination_id").orElse("");
    if (destination.isEmpty()) {
      throw new ClassicException(
          400, "Error getting [destination_id] parameter - it must not be empty");
    }
    ObjectNode complete = intake.complete(call, token, event, Sender.PAGE);
    DryRun.Outcome outcome =
        dryRun
            .of(destination, complete)
            .orElseThrow(
                () ->
                    new ClassicException(
                        400,
                        "Error: destination with id=["
                            + Shown.of(destination)
                            + "] does not exist"));
    if (outcome.error().isPresent()) {
      throw new ClassicException(
          400,
          "Error getting dry run response for destination with id=[%s]: %s"
              .formatted(destination, outcome.error().get()));
    }
    return CompletableFuture.completedFuture(Reply.json(outcome.rows()));
  }
}
