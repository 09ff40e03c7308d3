package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.ingest.EventException;
import com.jitsu.lite.ingest.PixelEvent;
import com.jitsu.lite.sources.Grant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event in the address of a picture. Its token is in the event: {@code token}, else {@code
 * api_key}; without one that is known the picture is answered all the same, and nothing is kept.
 */
final class ClassicPixel {

  private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)__eventn_id=([\\w.-]{1,100})");
  private static final int ID_LENGTH = 10;

  private final Tokens tokens;
  private final Intake intake;
  private final Supplier<UUID> ids;

  ClassicPixel(Tokens tokens, Intake intake, Supplier<UUID> ids) {
    this.tokens = tokens;
    this.intake = intake;
    this.ids = ids;
  }

  ClassicRoute route() {
    return new ClassicRoute(this::answer);
  }

  private CompletionStage<Reply> answer(Call call) {
    if (call.method().equals("HEAD")) {
      return CompletableFuture.completedFuture(PixelEvent.picture());
    }
    ObjectNode event = event(call);
    Optional<Token> token = token(event.path("token").asText(event.path("api_key").asText("")));
    if (token.isEmpty()) {
      return CompletableFuture.completedFuture(PixelEvent.picture());
    }
    Reply done = knownVisitor(call, event);
    return intake
        .take(call, token.get(), List.of(event), Sender.PIXEL, done)
        .thenApply(PixelEvent::uncached);
  }

  private ObjectNode event(Call call) {
    try {
      return PixelEvent.of(call, Set.of("data", "cookie_domain"));
    } catch (EventException e) {
      call.query("token")
          .flatMap(this::token)
          .ifPresent(
              token -> intake.log().malformed(token.source(), PixelEvent.sent(call), e.detail()));
      throw new ClassicException(400, e.detail());
    }
  }

  /** A secret has no place in a page, and opens nothing from there. */
  private Optional<Token> token(String text) {
    return tokens.find(text).grant().filter(Grant::isBrowser).map(grant -> new Token(text, grant));
  }

  /** Knows the visitor again by a cookie of this host alone, if that may be. */
  private Reply knownVisitor(Call call, ObjectNode event) {
    boolean named =
        !event.path("user").path("anonymous_id").isMissingNode()
            || !event.path(Fields.CONTEXT).path("user").path("anonymous_id").isMissingNode();
    if (named || !Visitor.of(call, List.of(event)).cookies()) {
      return PixelEvent.picture();
    }
    Matcher cookie = COOKIE.matcher(call.header("Cookie").orElse(""));
    boolean again = cookie.find();
    String id =
        again ? cookie.group(1) : ids.get().toString().replace("-", "").substring(0, ID_LENGTH);
    List<String> place = List.of("user", "anonymous_id");
    Fields.putIfMissing(event, id, event.has("compat") ? Enrichment.under(place) : place);
    return again
        ? PixelEvent.picture()
        : PixelEvent.picture()
            .with(
                "Set-Cookie",
                "__eventn_id=" + id + "; Path=/; Max-Age=31622400; SameSite=None; Secure");
  }
}
