package com.jitsu.sdk.engine.events;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.List;

/** Events as objects of one context. For a thread that has entered it. */
interface MadeEvents {

  /**
   * An array of objects.
   *
   * @param events not to be changed from now on
   * @throws JsonCursor.UnreadableException when one of them is no JSON object
   */
  JSDynamicObject make(List<byte[]> events, String profileId, int profileIdHash);
}
