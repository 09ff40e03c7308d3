package com.jitsu.sdk.engine.events;

import com.oracle.truffle.js.runtime.objects.JSObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects that have, of the members in the JSON, only those that are read. A member that the
 * JSON has not is not there: it is looked for in the prototype, as it should be. Members stand in
 * one order, whatever that of the JSON, so that the function meets few kinds of objects.
 */
final class PartialObjects {

  private final Guest guest;
  private final List<Member> members = new ArrayList<>();

  PartialObjects(Guest guest, Paths paths) {
    this.guest = guest;
    paths.members().forEach((name, parts) -> members.add(new Member(name, parts)));
  }

  /** Passes an object and makes what is read of it. */
  JSObject read(JsonCursor json) {
    readMembers(json);
    return object();
  }

  /** One value for all events, whatever they say themselves; for a name that is read at all. */
  void give(String name, Object value) {
    for (Member member : members) {
      if (member.name.equals(name)) {
        member.given = value;
      }
    }
  }

  private void readMembers(JsonCursor json) {
    json.pass('{');
    if (json.peek() == '}') {
      json.pass('}');
      return;
    }
    do {
      Member member = memberAt(json);
      json.pass(':');
      if (member == null) {
        json.passValue();
      } else {
        // The last one of the same name wins.
        member.value = member.read(json);
      }
    } while (json.more('}'));
  }

  /** Passes a name; null when nobody reads it. */
  private @Nullable Member memberAt(JsonCursor json) {
    json.pass('"');
    int start = json.at();
    json.passString();
    int end = json.at();
    json.pass('"');
    if (json.escaped()) {
      String name =
          guest
              .parse(new String(json.bytes(), start - 1, end - start + 2, StandardCharsets.UTF_8))
              .toString();
      return members.stream().filter(each -> each.name.equals(name)).findFirst().orElse(null);
    }
    long word = json.word(start);
    int length = end - start;
    if (length < 8) {
      word &= (1L << (length * 8)) - 1;
    }
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (member.word == word && member.isNamed(json.bytes(), start, end)) {
        return member;
      }
    }
    return null;
  }

  private JSObject object() {
    JSObject object = guest.object();
    for (int i = 0; i < members.size(); i++) {
      members.get(i).putInto(object);
    }
    return object;
  }

  /** One name that is read of these objects. */
  private final class Member {

    final String name;
    final long word;
    private final byte[] bytes;
    private final Property property;
    private final @Nullable PartialObjects parts;
    private final RecentStrings recent = new RecentStrings();
    @Nullable Object given;
    @Nullable Object value;

    Member(String name, Paths paths) {
      this.name = name;
      this.bytes = name.getBytes(StandardCharsets.UTF_8);
      byte[] head = Arrays.copyOf(bytes, 8);
      long first = 0;
      for (int i = 7; i >= 0; i--) {
        first = first << 8 | (head[i] & 0xff);
      }
      this.word = first;
      this.property = new Property(Guest.string(name));
      this.parts = paths.whole() ? null : new PartialObjects(guest, paths);
    }

    boolean isNamed(byte[] text, int start, int end) {
      return bytes.length == end - start
          && (bytes.length <= 8 || Arrays.equals(bytes, 0, bytes.length, text, start, end));
    }

    Object read(JsonCursor json) {
      if (parts != null && json.peek() == '{') {
        return parts.read(json);
      }
      return guest.value(json, recent);
    }

    void putInto(JSObject object) {
      Object put = given == null ? value : given;
      value = null;
      if (put != null) {
        property.put(object, put);
      }
    }
  }
}
