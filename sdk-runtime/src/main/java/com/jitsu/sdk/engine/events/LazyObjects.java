package com.jitsu.sdk.engine.events;

import com.oracle.truffle.js.runtime.objects.JSObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of JSON whose values are made when they are read. What is unusual, or of more kinds
 * than events have, is parsed at once by the engine's own parser.
 */
final class LazyObjects {

  private static final int MOST_NAMES = 2_000;
  private static final int MOST_MEMBERS = 100;

  private final Guest guest;
  private final JsonCursor json = new JsonCursor();
  private final JsonCursor later = new JsonCursor();
  private final Name root = new Name(new byte[0], "", null);
  private int names;
  private int[] starts = new int[MOST_MEMBERS];

  LazyObjects(Guest guest) {
    this.guest = guest;
  }

  /** One name after those before it; at the last one hangs the kind of such objects. */
  private static final class Name {
    final byte[] bytes;
    final String text;
    final @Nullable Name before;
    final RecentStrings recent = new RecentStrings();
    final List<Name> next = new ArrayList<>();
    @Nullable LazyKind kind;

    Name(byte[] bytes, String text, @Nullable Name before) {
      this.bytes = bytes;
      this.text = text;
      this.before = before;
    }
  }

  /** The object that is the whole event; its bytes must never change. */
  Object event(byte[] event) {
    json.open(event);
    Object made = value(json, event, RecentStrings.NONE);
    json.close();
    return made;
  }

  /** The value at a place in an event that was passed before. */
  Object valueAt(byte[] event, int start, RecentStrings recent) {
    later.open(event);
    later.moveTo(start);
    return value(later, event, recent);
  }

  Object value(JsonCursor from, byte[] event, RecentStrings recent) {
    return from.peek() == '{' ? object(from, event) : guest.value(from, recent);
  }

  private Object object(JsonCursor from, byte[] event) {
    int begin = from.at();
    Name last = root;
    int count = 0;
    from.pass('{');
    boolean more = from.peek() != '}';
    if (!more) {
      from.pass('}');
    }
    while (more) {
      last = last == null ? null : nameAt(from, last);
      if (last == null || count == MOST_MEMBERS) {
        from.moveTo(begin);
        from.passValue();
        return guest.parse(new String(event, begin, from.at() - begin, StandardCharsets.UTF_8));
      }
      from.pass(':');
      from.peek();
      starts[count++] = from.at();
      from.passValue();
      more = from.more('}');
    }
    int end = from.at();
    if (count == 0) {
      return guest.object();
    }
    LazyKind kind = last.kind;
    if (kind == null) {
      List<Name> all = upTo(last);
      kind =
          new LazyKind(
              this,
              guest,
              all.stream().map(name -> name.text).toList(),
              all.stream().map(name -> name.recent).toList());
      last.kind = kind;
    }
    JSObject made = kind.make(guest, from, event, Arrays.copyOf(starts, count));
    from.moveTo(end);
    return made;
  }

  /** Passes a name; null when it is none for a lazy object. */
  private @Nullable Name nameAt(JsonCursor from, Name before) {
    from.pass('"');
    int start = from.at();
    from.passString();
    int end = from.at();
    from.pass('"');
    List<Name> known = before.next;
    for (int i = 0; i < known.size(); i++) {
      Name name = known.get(i);
      if (Arrays.equals(name.bytes, 0, name.bytes.length, from.bytes(), start, end)) {
        return name;
      }
    }
    if (from.escaped() || names >= MOST_NAMES) {
      return null;
    }
    byte[] bytes = Arrays.copyOfRange(from.bytes(), start, end);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!isUsual(text) || upTo(before).stream().anyMatch(name -> name.text.equals(text))) {
      return null;
    }
    names++;
    Name name = new Name(bytes, text, before);
    known.add(name);
    return name;
  }

  /** Numbers come first in an object, whatever the order, and one name is not like others. */
  private static boolean isUsual(String name) {
    return !name.equals("__proto__")
        && (name.isEmpty() || !Character.isDigit(name.charAt(0)))
        && name.indexOf('\uFFFD') < 0;
  }

  private static List<Name> upTo(Name last) {
    List<Name> all = new ArrayList<>();
    for (Name name = last; name.before != null; name = name.before) {
      all.add(0, name);
    }
    return all;
  }
}
