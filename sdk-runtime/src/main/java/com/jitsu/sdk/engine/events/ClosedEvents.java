package com.jitsu.sdk.engine.events;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.List;
import java.util.Optional;

/** Makes the events of a function with a closed footprint, in its entered context. */
final class ClosedEvents implements MadeEvents {

  private final Guest guest;
  private final PartialObjects objects;
  private final JsonCursor json = new JsonCursor();

  private ClosedEvents(Guest guest, Paths paths) {
    this.guest = guest;
    this.objects = new PartialObjects(guest, paths);
  }

  /** Empty where the engine's own objects cannot be reached. */
  static Optional<MadeEvents> open(Paths paths) {
    return Guest.entered().map(guest -> new ClosedEvents(guest, paths));
  }

  @Override
  public JSDynamicObject make(List<byte[]> events, String profileId, int profileIdHash) {
    objects.give("_profile_id", Guest.string(profileId));
    objects.give("_profile_id_hash", profileIdHash);
    Object[] made = new Object[events.size()];
    for (int i = 0; i < made.length; i++) {
      json.open(events.get(i));
      made[i] = objects.read(json);
      json.close();
    }
    return guest.array(made);
  }
}
