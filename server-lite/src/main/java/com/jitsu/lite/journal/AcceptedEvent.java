package com.jitsu.lite.journal;

import static java.util.Objects.requireNonNull;

/**
 * An event that passed the door.
 *
 * @param source id of the key it came in with: {@code browser}, {@code server}
 * @param messageId what makes it the same event when it is sent again; empty: it is never the same
 * @param json the event in UTF-8; not copied, do not change it afterwards
 */
public record AcceptedEvent(String source, String messageId, byte[] json) {

  public AcceptedEvent {
    requireNonNull(source);
    requireNonNull(messageId);
    requireNonNull(json);
  }
}
