package com.jitsu.sdk.engine.coverage;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.StandardTags.StatementTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.nodes.control.YieldException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each statement and each function of some sources was entered, in all contexts of
 * one engine. What was parsed and never entered is known, too, with 0. Costs nothing before {@link
 * #begin}. Thread-safe.
 */
public final class StatementCounter extends TruffleInstrument {

  static final String ID = "jitsu-coverage";

  /** By text, since the engine forgets sources and then makes others with the same text. */
  private final Map<Text, Map<Place, Spot>> spots = new ConcurrentHashMap<>();

  private volatile @Nullable Env env;

  /** Of one engine; null where the engine cannot see this class, see docs/decisions/0012. */
  public static @Nullable StatementCounter of(Engine engine) {
    Instrument instrument = engine.getInstruments().get(ID);
    return instrument == null ? null : instrument.lookup(StatementCounter.class);
  }

  @Override
  protected void onCreate(Env made) {
    env = made;
    made.registerService(this);
  }

  /** Counts from now on, in sources with such names. */
  public void begin(Predicate<String> isCounted) {
    Env known = env;
    if (known == null) {
      throw new IllegalStateException("the engine has not made this instrument");
    }
    SourceSectionFilter filter =
        SourceSectionFilter.newBuilder()
            .tagIs(StatementTag.class, RootTag.class)
            .includeInternal(false)
            .sourceIs(source -> isCounted.test(source.getName()))
            .build();
    known
        .getInstrumenter()
        .attachLoadSourceSectionListener(
            filter, loaded -> spot(loaded.getNode(), loaded.getSourceSection()), true);
    known
        .getInstrumenter()
        .attachExecutionEventFactory(filter, context -> new Counting(spot(context).hits()));
  }

  /** Sets all figures to 0. */
  public void forget() {
    spots.values().forEach(each -> each.values().forEach(spot -> spot.hits().reset()));
  }

  /** What is known of a source by its name and text; nothing when it was never parsed. */
  Collection<Spot> spots(String name, String text) {
    return List.copyOf(spots.getOrDefault(new Text(name, text), Map.of()).values());
  }

  private Spot spot(EventContext context) {
    return spot(context.getInstrumentedNode(), context.getInstrumentedSourceSection());
  }

  private Spot spot(Node node, SourceSection section) {
    boolean function = hasTag(node, RootTag.class);
    Place place = new Place(section.getCharIndex(), section.getCharLength(), function);
    return spots
        .computeIfAbsent(Text.of(section.getSource()), unused -> new ConcurrentHashMap<>())
        .computeIfAbsent(place, unused -> Spot.of(node, section, function));
  }

  private static boolean hasTag(Node node, Class<? extends Tag> tag) {
    return node instanceof InstrumentableNode tagged && tagged.hasTag(tag);
  }

  private record Text(String name, String characters) {

    static Text of(Source source) {
      return new Text(source.getName(), source.getCharacters().toString());
    }
  }

  private record Place(int offset, int length, boolean function) {}

  /**
   * A statement, or a function as a whole.
   *
   * @param line of its beginning in the generated code, from 1
   * @param column likewise
   * @param root name of the function that it is, or is in
   */
  record Spot(
      int offset,
      int length,
      int line,
      int column,
      boolean isFunction,
      String root,
      LongAdder hits) {

    private static Spot of(Node node, SourceSection section, boolean function) {
      RootNode root = node.getRootNode();
      String name = root == null ? null : root.getName();
      return new Spot(
          section.getCharIndex(),
          section.getCharLength(),
          section.getStartLine(),
          section.getStartColumn(),
          function,
          name == null ? "" : name,
          new LongAdder());
    }
  }

  /** In the tree of the running code, in front of a statement. */
  private static final class Counting extends ExecutionEventNode {

    private final LongAdder hits;

    Counting(LongAdder hits) {
      this.hits = hits;
    }

    @Override
    protected void onEnter(VirtualFrame frame) {
      hits.increment();
    }

    @Override
    protected void onReturnExceptional(VirtualFrame frame, Throwable thrown) {
      if (thrown instanceof YieldException) {
        // An await: the statement is entered again when it goes on, and that counts.
        hits.decrement();
      }
    }
  }
}
