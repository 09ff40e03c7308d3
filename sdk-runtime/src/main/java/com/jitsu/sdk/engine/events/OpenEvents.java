package com.jitsu.sdk.engine.events;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import java.util.List;
import java.util.Optional;

/** Makes the events of a function that may read anything of them, in its entered context. */
final class OpenEvents implements MadeEvents {

  private static final String ID = "_profile_id";
  private static final String ID_HASH = "_profile_id_hash";

  private final Guest guest;
  private final LazyObjects objects;
  private final Property id = new Property(Guest.string(ID));
  private final Property idHash = new Property(Guest.string(ID_HASH));

  private OpenEvents(Guest guest) {
    this.guest = guest;
    this.objects = new LazyObjects(guest);
  }

  /** Empty where the engine's own objects cannot be reached. */
  static Optional<MadeEvents> open() {
    return Guest.entered().map(OpenEvents::new);
  }

  @Override
  public JSDynamicObject make(List<byte[]> events, String profileId, int profileIdHash) {
    Object profile = Guest.string(profileId);
    Object[] made = new Object[events.size()];
    for (int i = 0; i < made.length; i++) {
      if (!(objects.event(events.get(i)) instanceof JSObject event)) {
        throw new JsonCursor.UnreadableException();
      }
      id.put(event, profile);
      idHash.put(event, profileIdHash);
      made[i] = event;
    }
    return guest.array(made);
  }
}
