package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong in the guest, in the lines of the user's own files. */
final class GuestErrors {

  private static final Pattern IMPORT =
      Pattern.compile(Pattern.quote(GuestModules.REFUSED) + "(.+)", Pattern.DOTALL);

  private static final int MAX_FRAMES = 50;

  private static final GuestError EXHAUSTED =
      new GuestError(
          "RangeError", "the function used up the stack or the memory it may have", List.of());

  private final String source;
  private final String sourceMap;
  private @Nullable SourceMap decoded;

  /**
   * @param sourceMap JSON; not read before there is something to tell
   */
  GuestErrors(String source, String sourceMap) {
    this.source = source;
    this.sourceMap = sourceMap;
  }

  String source() {
    return source;
  }

  /**
   * What was thrown, whatever it is.
   *
   * @param text how the guest writes it
   * @param name as the guest reads it; empty for none
   */
  GuestError of(Value thrown, String text, String name) {
    if (!thrown.isException()) {
      return new GuestError("Error", text + " was thrown, which is no Error", List.of());
    }
    try {
      throw thrown.throwException();
    } catch (PolyglotException e) {
      GuestError error = ofThrown(e);
      return name.isEmpty() ? error : new GuestError(name, error.message(), error.frames());
    }
  }

  /** A run that ended without the guest's own handling: the stack or the heap was used up. */
  GuestError ofAbort(PolyglotException e, Limits limits) {
    if (e.isResourceExhausted() && limits.statements() > 0 && e.isCancelled()) {
      return new GuestError(
          "RangeError",
          "the function executed more than the " + limits.statements() + " statements that it may",
          frames(e));
    }
    if (e.isInternalError() && String.valueOf(e.getMessage()).contains("StackOverflowError")) {
      return exhausted(e);
    }
    if (e.isInternalError()) {
      return new GuestError(
          "RuntimeError",
          "the runtime itself failed, not the function: " + e.getMessage(),
          frames(e));
    }
    return e.isResourceExhausted() ? exhausted(e) : ofThrown(e);
  }

  private GuestError exhausted(PolyglotException e) {
    return new GuestError(EXHAUSTED.name(), EXHAUSTED.message(), frames(e));
  }

  /** As {@link #ofAbort}, when not even the engine got to say so. */
  static GuestError exhausted() {
    return EXHAUSTED;
  }

  /** As CONTRACT A.11 has it for profile functions. */
  static GuestError timeout(Duration limit) {
    return new GuestError(
        "TimeoutError",
        "Profile function execution timed out after " + limit.toMillis() + "ms",
        List.of());
  }

  /** As CONTRACT A.11 has it for transformation functions: the event waits for another try. */
  static GuestError eventTimeout(String slug, Duration limit) {
    return new GuestError(
        "Drop & RetryError",
        "["
            + slug
            + "] Function execution took longer than "
            + limit.toMillis()
            + "ms. Isolate is disposed",
        List.of());
  }

  /** As CONTRACT A.11 has it, with the figure. */
  GuestError memory(String slug, long limitBytes) {
    return new GuestError(
        "MemoryError",
        "["
            + slug
            + "] Function execution stopped probably due to high memory usage. Isolate is disposed."
            + " It may keep "
            + limitBytes / (1024 * 1024)
            + " MB",
        List.of());
  }

  private GuestError ofThrown(PolyglotException e) {
    String text = e.getMessage() == null ? "Error" : e.getMessage();
    Value error = e.getGuestObject();
    String name = member(error, "name");
    String message = member(error, "message");
    if (name == null || message == null) {
      return new GuestError("Error", text, frames(e));
    }
    return new GuestError(name, message, frames(e));
  }

  private static @Nullable String member(@Nullable Value error, String name) {
    if (error == null || !error.hasMembers()) {
      return null;
    }
    try {
      Value value = error.getMember(name);
      return value != null && value.isString() ? value.asString() : null;
    } catch (PolyglotException e) {
      if (e.isGuestException() && !e.isCancelled()) {
        // An error whose members throw when they are looked at has none.
        return null;
      }
      throw e;
    }
  }

  /** Why the module could not be evaluated. */
  Problem notLoaded(PolyglotException e, Limits limits) {
    if (e.isSyntaxError()) {
      // The place stands in front already, in the user's lines.
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Problem(
          "JITSU-0301",
          what.replaceFirst(Pattern.quote(Confinement.moduleName(source)) + ":\\d+:\\d+ ", ""),
          place(e.getSourceLocation()),
          "correct the line; nothing was changed");
    }
    GuestError error = ofAbort(e, limits);
    Matcher refused = IMPORT.matcher(error.message());
    if (refused.find()) {
      return new Problem(
          "JITSU-0304",
          GuestModules.REFUSED + refused.group(1),
          source,
          "import @jitsu/functions-lib or crypto, or what the bundler can put into the function: relative files and npm packages");
    }
    return new Problem(
        "JITSU-0303",
        "the module throws while it is loaded: " + error.name() + ": " + error.message(),
        error.frames().isEmpty() ? source : error.frames().get(0).place(),
        "move what may fail into the function; only constants belong at the top level");
  }

  static Problem topLevelTooSlow(String source, Duration limit) {
    return new Problem(
        "JITSU-0303",
        "the module's top level runs longer than " + limit.toMillis() + " ms",
        source,
        "move the work into the function; only constants belong at the top level");
  }

  static Problem topLevelTooLarge(String source, long limitBytes) {
    return new Problem(
        "JITSU-0303",
        "the module's top level keeps more than " + limitBytes / (1024 * 1024) + " MB",
        source,
        "move the work into the function; only constants belong at the top level");
  }

  static Problem stuck(String source, @Nullable String why) {
    return new Problem(
        "JITSU-0303",
        String.valueOf(why),
        source,
        "look for arithmetic on huge BigInts, or an array's method on something of enormous length");
  }

  /** Why the default export is no profile function; the kind is what the prelude found. */
  Problem noFunction(String slug, GuestContext.Kind wanted, String kind) {
    if (kind.equals("legacy")) {
      return new Problem(
          "JITSU-0305",
          "the function takes one object { context, events, user }, as an older runtime called it",
          source,
          "declare it as: export default async function (events, user, context) { … }");
    }
    String found =
        kind.equals("missing")
            ? "there is no default export"
            : "the default export of function " + slug + " is not a function: " + kind;
    return new Problem(
        "JITSU-0302",
        found,
        source,
        "export the function: export default async function "
            + (wanted == GuestContext.Kind.PROFILE ? "(events, user, context)" : "(event, context)")
            + " { … }");
  }

  private List<GuestError.Frame> frames(PolyglotException e) {
    List<GuestError.Frame> frames = new ArrayList<>();
    PolyglotException.StackFrame inner = null;
    int seen = 0;
    for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
      if (seen++ == MAX_FRAMES) {
        break;
      }
      SourceSection section = frame.isGuestFrame() ? frame.getSourceLocation() : null;
      if (section != null && isUsers(section) && !isWrapperOf(inner, frame, section)) {
        frames.add(frame(frame.getRootName(), section));
        inner = frame;
      }
    }
    return frames;
  }

  /** An async function shows up twice: where it is, and as a whole around that. */
  private static boolean isWrapperOf(
      PolyglotException.@Nullable StackFrame inner,
      PolyglotException.StackFrame frame,
      SourceSection section) {
    if (inner == null || !Objects.equals(inner.getRootName(), frame.getRootName())) {
      return false;
    }
    SourceSection within = inner.getSourceLocation();
    return section.getCharIndex() <= within.getCharIndex()
        && within.getCharEndIndex() <= section.getCharEndIndex();
  }

  private boolean isUsers(SourceSection section) {
    return section.getSource().getName().equals(Confinement.moduleName(source));
  }

  private GuestError.Frame frame(@Nullable String rootName, SourceSection section) {
    String function = rootName == null || rootName.startsWith(":") ? "" : rootName;
    return sourceMap()
        .original(section.getStartLine(), section.getStartColumn())
        .map(at -> new GuestError.Frame(function, at.source(), at.line(), at.column()))
        .orElseGet(
            () ->
                new GuestError.Frame(
                    function, source, section.getStartLine(), section.getStartColumn()));
  }

  private String place(@Nullable SourceSection section) {
    return section == null || !isUsers(section) ? source : frame("", section).place();
  }

  private SourceMap sourceMap() {
    SourceMap known = decoded;
    if (known == null) {
      known = SourceMap.parse(sourceMap);
      decoded = known;
    }
    return known;
  }
}
