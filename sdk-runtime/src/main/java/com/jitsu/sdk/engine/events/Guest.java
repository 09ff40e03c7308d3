package com.jitsu.sdk.engine.events;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.builtins.json.TruffleJSONParser;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes values of one context's JavaScript, as its own {@code JSON.parse} would. For a thread that
 * has entered the context.
 */
final class Guest {

  private final JSRealm realm;
  private final Property prototype = new Property(JSObject.HIDDEN_PROTO);

  Guest(JSRealm realm) {
    this.realm = realm;
  }

  /** For the entered context; empty where its engine hides its objects from us. */
  static Optional<Guest> entered() {
    try {
      JSRealm realm = JSRealm.get(null);
      return Optional.ofNullable(realm).map(Guest::new);
    } catch (LinkageError | RuntimeException | AssertionError e) {
      return Optional.empty();
    }
  }

  static TruffleString string(String text) {
    return Strings.fromJavaString(text);
  }

  JSObject object() {
    return JSOrdinary.create(realm.getContext(), realm);
  }

  /**
   * A shape for {@link #object(Shape)}: that of an object without properties of its own, but for
   * what {@code define} does to it, which must not be to store a value in it.
   */
  Shape shape(Consumer<JSObject> define) {
    JSContext context = realm.getContext();
    JSObject template =
        context.isMultiContext()
            ? JSOrdinary.create(
                context, context.getEmptyShapePrototypeInObject(), realm.getObjectPrototype())
            : JSOrdinary.create(context, realm);
    define.accept(template);
    return template.getShape();
  }

  /** An object with the properties of a shape. */
  JSObject object(Shape shape) {
    JSContext context = realm.getContext();
    JSObject object = JSOrdinary.create(context, shape, realm.getObjectPrototype());
    if (context.isMultiContext()) {
      // There, objects that share a shape may have different prototypes.
      prototype.put(object, realm.getObjectPrototype());
    }
    return object;
  }

  JSDynamicObject array(Object[] elements) {
    return JSArray.createZeroBasedObjectArray(realm.getContext(), realm, elements);
  }

  /** The engine's own parser: exact, and no faster than in JavaScript. */
  Object parse(String json) {
    return new TruffleJSONParser(realm.getContext()).parse(Strings.fromJavaString(json), realm);
  }

  /** Passes the next value and makes it, whole. */
  Object value(JsonCursor json, RecentStrings recent) {
    byte first = json.peek();
    int start = json.at();
    json.passValue();
    int end = json.at();
    byte[] bytes = json.bytes();
    switch (first) {
      case '"' -> {
        if (!json.escaped()) {
          return recent.string(json, start + 1, end - 1);
        }
      }
      case 't' -> {
        return word(bytes, start, end, "true", true);
      }
      case 'f' -> {
        return word(bytes, start, end, "false", false);
      }
      case 'n' -> {
        return word(bytes, start, end, "null", Null.instance);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        int number = shortNumber(bytes, start, end);
        if (number >= 0) {
          return number;
        }
      }
      default -> {}
    }
    return parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
  }

  private static Object word(byte[] bytes, int start, int end, String word, Object value) {
    if (end - start != word.length()) {
      throw new JsonCursor.UnreadableException();
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        throw new JsonCursor.UnreadableException();
      }
    }
    return value;
  }

  /** Digits that surely fit into an int; negative for everything else. */
  private static int shortNumber(byte[] bytes, int start, int end) {
    if (end - start > 9 || (bytes[start] == '0' && end - start > 1)) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
