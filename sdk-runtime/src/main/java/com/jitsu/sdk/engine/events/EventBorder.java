package com.jitsu.sdk.engine.events;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;

/**
 * Start here: carries a profile's events into one context. For the thread of the context.
 *
 * <p>The first events go as texts, which JavaScript parses when it comes to them. For a function
 * that gets more, they are made here as objects: with nothing but what the function reads where its
 * {@link Footprint} is closed, otherwise complete, with values that are made when they are read. It
 * cannot tell the difference. Whenever anything is unusual, events go as texts again.
 */
public final class EventBorder {

  /** So many events have gone as texts before it pays to read the function. */
  private static final int FIRST_EVENTS = 200;

  private static final String ISOLATION = "polyglotimpl.DisableClassPathIsolation";
  private static final String ATTACH_FAILURE = "polyglotimpl.AttachLibraryFailureAction";

  private final Context context;
  private final Footprints footprints;
  private final Bundle bundle;
  private int seen;
  private @Nullable MadeEvents made;

  public EventBorder(Context context, Footprints footprints, Bundle bundle) {
    this.context = requireNonNull(context);
    this.footprints = requireNonNull(footprints);
    this.bundle = requireNonNull(bundle);
  }

  /**
   * Lets this package reach the engine's own objects, which the engine otherwise hides in a class
   * loader of its own; then all events go as texts. To be called before the first engine is made.
   */
  public static void openEngine() {
    if (System.getProperty(ISOLATION) == null) {
      System.setProperty(ISOLATION, "true");
    }
    // A native library can be loaded by one class loader of a process. Where Maven has the plugin
    // in
    // two, for one module as an extension, the second does without and need not tell nine lines.
    if (System.getProperty(ATTACH_FAILURE) == null) {
      System.setProperty(ATTACH_FAILURE, "ignore");
    }
  }

  /**
   * The events as the guest's {@code singlePass} takes them: texts, or one array of objects.
   *
   * @param events never to be changed again: values may be read from them much later
   * @param profileId {@code _profile_id} of every event
   * @param profileIdHash {@code _profile_id_hash} of every event
   */
  public Object[] cross(List<byte[]> events, String profileId, int profileIdHash) {
    if (seen >= 0 && seen < FIRST_EVENTS) {
      seen += events.size();
      return texts(events);
    }
    context.enter();
    try {
      if (seen >= 0) {
        seen = -1;
        made =
            footprints
                .of(bundle)
                .closed()
                .map(ClosedEvents::open)
                .orElseGet(OpenEvents::open)
                .orElse(null);
      }
      return made == null
          ? texts(events)
          : new Object[] {made.make(events, profileId, profileIdHash)};
    } catch (JsonCursor.UnreadableException | AbstractTruffleException e) {
      // The guest's own parser says what is wrong, when the function comes to that event.
      return texts(events);
    } finally {
      context.leave();
    }
  }

  private static Object[] texts(List<byte[]> events) {
    Object[] texts = new Object[events.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new String(events.get(i), StandardCharsets.UTF_8);
    }
    return texts;
  }
}
