package com.jitsu.sdk.engine.events;

import com.oracle.js.parser.ParserException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a function may ever read of an event. Closed: the named paths and nothing else, whatever the
 * events are. Open: anything, because of what {@code why} says. In doubt it is open.
 *
 * @param paths null when open
 * @param why the first thing in the text that opened it; empty when closed
 */
record Footprint(@Nullable Paths paths, String why) {

  /** From the text of a bundle's module; takes a few milliseconds in a warm process. */
  static Footprint of(String module) {
    try {
      return new Footprint(ModuleReader.read(module), "");
    } catch (OpenException e) {
      return new Footprint(null, String.valueOf(e.getMessage()));
    } catch (ParserException e) {
      return new Footprint(null, "a newer syntax than the reader knows");
    }
  }

  Optional<Paths> closed() {
    return Optional.ofNullable(paths);
  }

  /** Ends the reading: the function may read anything of an event. */
  static final class OpenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OpenException(String why) {
      super(why, null, false, false);
    }
  }
}
