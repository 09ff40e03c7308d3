package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builders, their drafts and their versions, in Redis. Thread-safe; one per data folder.
 *
 * <pre>
 * builders                          set    lifetime-value, last-visit
 * builder:lifetime-value            hash   name, settings, draft, version = 2,
 *                                          published = {"number":5,"version":2}, serving = {"number":5,"version":2}
 * builder:lifetime-value:version:2  string {"number":2,"bundle":{…},"settings":{…},…}
 * publications                      counter 5
 * rebuild:lifetime-value            hash   progress = {"phase":"done",…}
 * </pre>
 */
public final class RedisBuilders {

  private static final String ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  /** All drafts in one step, so that a crash leaves all or none. */
  private static final String SAVE_DRAFTS =
      "for i, key in ipairs(KEYS) do redis.call('HSET', key, 'draft', ARGV[i]) end return 'OK'";

  private static final String RAISE_PUBLICATIONS =
      "if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1])"
          + " then redis.call('SET', KEYS[1], ARGV[1]) end return 'OK'";

  private final RedisStore redis;
  private final Clock clock;

  public RedisBuilders(RedisStore redis, Clock clock) {
    this.redis = requireNonNull(redis);
    this.clock = requireNonNull(clock);
  }

  /** Ordered by id. */
  public List<ProfileBuilder> list() {
    return ids().stream().map(this::find).flatMap(Optional::stream).toList();
  }

  public Optional<ProfileBuilder> find(String id) {
    if (!id.matches(ID)) {
      return Optional.empty();
    }
    Map<String, String> fields = redis.hashGetAll(RedisKeys.builder(id));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProfileBuilder(
            id,
            fields.getOrDefault("name", id),
            BuilderSettings.read(Json.parse(fields.getOrDefault("settings", "{}"))),
            read(fields.get("draft"), Draft::read),
            Integer.parseInt(fields.getOrDefault("version", "0")),
            read(fields.get("published"), Publication::read),
            read(fields.get("serving"), Publication::read)));
  }

  /**
   * As {@link #find}.
   *
   * @throws ProblemException JITSU-0410 naming the builders that exist
   */
  public ProfileBuilder get(String id) {
    return find(id).orElseThrow(() -> new ProblemException(unknown(id, "builder")));
  }

  /**
   * Creates a builder, or changes its name and settings; a change is for the next publication.
   *
   * @throws ProblemException JITSU-0412 when the id cannot be one
   */
  public synchronized ProfileBuilder put(String id, String name, BuilderSettings settings) {
    if (!id.matches(ID)) {
      throw new ProblemException(impossible(id, "builder"));
    }
    redis.hashSet(
        RedisKeys.builder(id), Map.of("name", name, "settings", Json.text(settings.toJson())));
    redis.setAdd(RedisKeys.builders(), id);
    return get(id);
  }

  /**
   * Saves a draft for each function, or none at all.
   *
   * @param createBuilders makes the builders that do not exist, with default settings
   * @throws ProblemException every function whose builder does not exist (JITSU-0410), cannot exist
   *     (JITSU-0412) or is wanted twice (JITSU-0413)
   */
  public synchronized Saved saveDrafts(List<Draft> drafts, boolean createBuilders) {
    refuseTwins(drafts);
    Set<String> known = ids();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      String id = drafts.get(i).bundle().config().profileBuilderId();
      String where = drafts.get(i).bundle().source() + " config.profileBuilderId";
      if (!known.contains(id) && !createBuilders) {
        problems.add(unknown(id, where));
      } else if (!id.matches(ID)) {
        problems.add(impossible(id, where));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    Map<Draft, DraftChange> changes = new LinkedHashMap<>();
    List<String> created = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Draft draft : drafts) {
      String id = draft.bundle().config().profileBuilderId();
      if (!known.contains(id)) {
        put(id, draft.bundle().config().name(), BuilderSettings.defaults());
        created.add(id);
      }
      changes.put(draft, changeOf(get(id), draft));
      keys.add(RedisKeys.builder(id));
      values.add(Json.text(draft.toJson()));
    }
    redis.evalText(SAVE_DRAFTS, keys, values);
    return new Saved(changes, created);
  }

  /** What saving did to each draft, in the order given, and the builders that it made. */
  public record Saved(Map<Draft, DraftChange> changes, List<String> createdBuilders) {
    public Saved {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
      createdBuilders = List.copyOf(createdBuilders);
    }
  }

  /**
   * Freezes the draft as version highest + 1 and makes it what should serve.
   *
   * @param force publishes although nothing changed
   * @throws ProblemException JITSU-0411 when there is no draft
   */
  public synchronized PublishResult publish(String id, boolean force) {
    ProfileBuilder builder = get(id);
    Draft draft = builder.findDraft().orElseThrow(() -> new ProblemException(noDraft(id)));
    Publication last = builder.published();
    if (!force && last != null && version(id, last.version()).runs(draft, builder.settings())) {
      return new PublishResult(last, false);
    }
    int number = builder.highestVersion() + 1;
    Version version =
        new Version(number, draft.bundle(), builder.settings(), clock.instant(), draft.note());
    redis.set(RedisKeys.version(id, number), Json.text(version.toJson()));
    Publication publication = new Publication(redis.increment(RedisKeys.publications()), number);
    // Number and pointer move in one command: a crash before it leaves a version nobody ever saw.
    redis.hashSet(
        RedisKeys.builder(id),
        Map.of("version", Integer.toString(number), "published", Json.text(publication.toJson())));
    return new PublishResult(publication, true);
  }

  /**
   * Looks at all builders before the first is published.
   *
   * @throws ProblemException all that do not exist (JITSU-0410) or have no draft (JITSU-0411)
   */
  public void refuseUnpublishable(List<String> builders) {
    List<Problem> problems = new ArrayList<>();
    for (String id : builders) {
      Optional<ProfileBuilder> builder = find(id);
      if (builder.isEmpty()) {
        problems.add(unknown(id, "builders"));
      } else if (builder.get().draft() == null) {
        problems.add(noDraft(id));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** A version that was published. */
  public Version version(String id, int number) {
    return redis
        .get(RedisKeys.version(id, number))
        .map(text -> Version.read(Json.parse(text)))
        .orElseThrow(() -> new IllegalStateException("no version " + number + " of " + id));
  }

  /** Publishes the version that was published last once more, under a number of its own. */
  public synchronized Publication publishAgain(String id) {
    int version = get(id).findPublished().orElseThrow().version();
    Publication publication = new Publication(redis.increment(RedisKeys.publications()), version);
    redis.hashSet(RedisKeys.builder(id), "published", Json.text(publication.toJson()));
    return publication;
  }

  /** Gives the next publication a number above this one; idempotent. */
  public void publishAbove(long number) {
    redis.evalText(
        RAISE_PUBLICATIONS, List.of(RedisKeys.publications()), List.of(Long.toString(number)));
  }

  /** Says what the warehouse shows now, if anything; idempotent. */
  public void serve(String id, Optional<Publication> publication) {
    if (publication.isPresent()) {
      String json = Json.text(publication.get().toJson());
      redis.hashSet(RedisKeys.builder(id), "serving", json);
    } else {
      redis.hashDelete(RedisKeys.builder(id), "serving");
    }
  }

  /** Keeps the progress of the builder's latest rebuild. */
  public void saveProgress(String id, String json) {
    redis.hashSet(RedisKeys.rebuild(id), "progress", json);
  }

  public Optional<String> findProgress(String id) {
    return redis.hashGet(RedisKeys.rebuild(id), "progress");
  }

  private Set<String> ids() {
    return new TreeSet<>(redis.setMembers(RedisKeys.builders()));
  }

  private Problem unknown(String id, String where) {
    return new Problem(
        "JITSU-0410",
        "there is no builder \"" + id + "\"",
        where,
        NearNames.suggestion(id, ids())
            + " – or create it: mvn jitsu:deploy -Djitsu.createBuilder");
  }

  private static Problem impossible(String id, String where) {
    return new Problem(
        "JITSU-0412",
        "\"" + id + "\" cannot be the id of a builder",
        where,
        "begin with a letter or digit, use letters, digits, - and _, 64 at most");
  }

  private static Problem noDraft(String id) {
    return new Problem(
        "JITSU-0411",
        "builder \"" + id + "\" has no draft to publish",
        "builder " + id,
        "send the function first: mvn jitsu:deploy");
  }

  private static void refuseTwins(List<Draft> drafts) {
    Set<String> seen = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (Draft draft : drafts) {
      String id = draft.bundle().config().profileBuilderId();
      if (!seen.add(id)) {
        problems.add(
            new Problem(
                "JITSU-0413",
                "builder \"" + id + "\" is wanted by more than one function",
                draft.bundle().source() + " config.profileBuilderId",
                "give each function a builder of its own: a builder runs exactly one"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static DraftChange changeOf(ProfileBuilder builder, Draft draft) {
    Draft before = builder.draft();
    if (before == null) {
      return DraftChange.CREATED;
    }
    return before.bundle().equals(draft.bundle()) ? DraftChange.UNCHANGED : DraftChange.UPDATED;
  }

  private static <T> @Nullable T read(@Nullable String json, Function<JsonNode, T> reader) {
    return json == null ? null : reader.apply(Json.parse(json));
  }
}
