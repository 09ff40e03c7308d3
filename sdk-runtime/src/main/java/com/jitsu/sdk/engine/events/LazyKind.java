package com.jitsu.sdk.engine.events;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.object.HiddenKey;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.PropertyProxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All JSON objects with the same names in the same order. Its objects are ordinary ones with all
 * these properties; a value is made when it is first asked for. One that many objects were asked
 * for is made at once from then on, which is faster when it is read.
 */
final class LazyKind {

  /** Where an object keeps the JSON it came from; JavaScript has no way to name it. */
  private static final HiddenKey SOURCE = new HiddenKey("source");

  private static final int OFTEN = 20;

  private final LazyObjects objects;
  private final TruffleString[] keys;
  private final Shape shape;
  private final Property source = new Property(SOURCE);
  private final int[] asked;
  private final @Nullable Property[] eager;
  private final RecentStrings[] recent;

  /**
   * Of objects with these names.
   *
   * @param recent for every name, the strings that were seen of late under it; shared with others
   */
  LazyKind(LazyObjects objects, Guest guest, List<String> names, List<RecentStrings> recent) {
    this.objects = objects;
    this.keys = names.stream().map(Guest::string).toArray(TruffleString[]::new);
    this.asked = new int[keys.length];
    this.eager = new Property[keys.length];
    this.recent = recent.toArray(RecentStrings[]::new);
    this.shape = guest.shape(this::define);
  }

  private void define(JSObject template) {
    for (int i = 0; i < keys.length; i++) {
      JSObjectUtil.defineProxyProperty(template, keys[i], new Value(i), JSAttributes.getDefault());
    }
  }

  /** The JSON of one object: where its values begin, and those that were made. */
  record Source(byte[] bytes, int[] starts, @Nullable Object[] values) {}

  /** An object of this kind, whose values begin there; the cursor may be anywhere afterwards. */
  JSObject make(Guest guest, JsonCursor json, byte[] bytes, int[] starts) {
    JSObject object = guest.object(shape);
    source.put(object, new Source(bytes, starts, new Object[starts.length]));
    for (int i = 0; i < starts.length; i++) {
      Property property = eager[i];
      if (property != null) {
        json.moveTo(starts[i]);
        property.put(object, objects.value(json, bytes, recent[i]));
      }
    }
    return object;
  }

  private void ask(int index) {
    if (++asked[index] == OFTEN) {
      eager[index] = new Property(keys[index]);
    }
  }

  /** One property of all objects of the kind. */
  private final class Value extends PropertyProxy {

    private final int index;

    Value(int index) {
      this.index = index;
    }

    @Override
    @TruffleBoundary
    public Object get(JSDynamicObject store) {
      Source from = (Source) JSObjectUtil.getHiddenProperty(store, SOURCE);
      Object value = from.values[index];
      if (value == null) {
        ask(index);
        value = objects.valueAt(from.bytes, from.starts[index], recent[index]);
        from.values[index] = value;
      }
      return value;
    }

    @Override
    @TruffleBoundary
    public boolean set(JSDynamicObject store, Object value) {
      Source from = (Source) JSObjectUtil.getHiddenProperty(store, SOURCE);
      from.values[index] = value;
      return true;
    }
  }
}
