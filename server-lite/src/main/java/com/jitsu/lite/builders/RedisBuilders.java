package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.DataKey;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builders, their drafts and their versions, in Redis. Thread-safe; one per data folder.
 *
 * <pre>
 * builders                          set    lifetime-value, last-visit
 * builder:lifetime-value            hash   name, settings, policy, draft, variables, version = 2,
 *                                          published = {"number":5,"version":2,"keyed":3}, serving = {…}
 * builder:lifetime-value:version:2  string {"number":2,"bundle":{…},"transformations":[…],"settings":{…},…}
 * publications                      counter 5
 * rebuild:lifetime-value            hash   progress = {"phase":"done",…}
 * </pre>
 */
public final class RedisBuilders {

  /** All drafts in one step, so that a crash leaves all or none. */
  private static final String SAVE_DRAFTS =
      "for i, key in ipairs(KEYS) do redis.call('HSET', key, 'draft', ARGV[i]) end return 'OK'";

  private static final String RAISE_PUBLICATIONS =
      "if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1])"
          + " then redis.call('SET', KEYS[1], ARGV[1]) end return 'OK'";

  private final RedisStore redis;
  private final RedisVariables variables;
  private final Clock clock;

  public RedisBuilders(RedisStore redis, DataKey key, Clock clock) {
    this.redis = requireNonNull(redis);
    this.variables = new RedisVariables(redis, key);
    this.clock = requireNonNull(clock);
  }

  /** Ordered by id. */
  public List<ProfileBuilder> list() {
    return ids().stream().map(this::find).flatMap(Optional::stream).toList();
  }

  public Optional<ProfileBuilder> find(String id) {
    if (!BuilderProblems.isPossible(id)) {
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
            BuildPolicy.read(Json.parse(fields.getOrDefault("policy", "{}"))),
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
    return find(id)
        .orElseThrow(() -> new ProblemException(BuilderProblems.unknown(id, "builder", ids())));
  }

  /**
   * Creates a builder, or changes its name, settings and policy; settings are for the next
   * publication.
   *
   * @throws ProblemException JITSU-0412 when the id cannot be one
   */
  public synchronized ProfileBuilder put(
      String id, String name, BuilderSettings settings, BuildPolicy policy) {
    if (!BuilderProblems.isPossible(id)) {
      throw new ProblemException(BuilderProblems.impossible(id, "builder"));
    }
    redis.hashSet(
        RedisKeys.builder(id),
        Map.of(
            "name",
            name,
            "settings",
            Json.text(settings.toJson()),
            "policy",
            Json.text(policy.toJson())));
    redis.setAdd(RedisKeys.builders(), id);
    return get(id);
  }

  /**
   * The environment variables for the next publication: of each its name and a digest of its value.
   */
  public Map<String, String> variables(String id) {
    return variables.digests(variables.values(get(id).id()));
  }

  /** Sets some environment variables, removes others; for the next publication. */
  public synchronized void changeVariables(
      String id, Map<String, String> set, Collection<String> remove) {
    Map<String, String> values = variables.values(get(id).id());
    values.putAll(set);
    values.keySet().removeAll(remove);
    variables.set(id, values);
  }

  /** The values of the environment variables that a publication runs with. */
  public Map<String, String> variables(String id, Publication publication) {
    return variables.kept(id, publication.number());
  }

  /**
   * Saves a draft for each function, or none at all.
   *
   * @param createBuilders makes the builders that do not exist, with default settings
   * @throws ProblemException every function whose builder does not exist (JITSU-0410), cannot exist
   *     (JITSU-0412) or is wanted twice (JITSU-0413)
   */
  public synchronized Saved saveDrafts(List<Draft> drafts, boolean createBuilders) {
    List<Problem> problems = new ArrayList<>(BuilderProblems.twins(drafts));
    Set<String> known = ids();
    for (int i = 0; i < drafts.size(); i++) {
      String id = drafts.get(i).bundle().config().profileBuilderId();
      String where = drafts.get(i).bundle().source() + " config.profileBuilderId";
      if (!known.contains(id) && !createBuilders) {
        problems.add(BuilderProblems.unknown(id, where, known));
      } else if (!BuilderProblems.isPossible(id)) {
        problems.add(BuilderProblems.impossible(id, where));
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
        put(id, draft.bundle().config().name(), BuilderSettings.defaults(), BuildPolicy.defaults());
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
    Draft draft =
        builder.findDraft().orElseThrow(() -> new ProblemException(BuilderProblems.noDraft(id)));
    return publish(
        builder,
        new VersionContent(draft.bundle(), draft.chain(), builder.settings(), variables(id)),
        draft.note(),
        0,
        force);
  }

  /**
   * What {@link #publish} would do now.
   *
   * @throws ProblemException JITSU-0411 when there is no draft
   */
  public Preview preview(String id) {
    ProfileBuilder builder = get(id);
    Draft draft =
        builder.findDraft().orElseThrow(() -> new ProblemException(BuilderProblems.noDraft(id)));
    VersionContent content =
        new VersionContent(draft.bundle(), draft.chain(), builder.settings(), variables(id));
    boolean changed =
        builder
            .findPublished()
            .map(last -> !version(id, last.version()).content().digest().equals(content.digest()))
            .orElse(true);
    return new Preview(
        content, variables.values(id), changed, keyedAlready(builder, content).orElse(null));
  }

  /**
   * A publication that has not happened.
   *
   * @param values of the environment variables
   * @param changed whether it would be another content than what is published
   * @param like a publication whose history would do for it; null: all events are keyed anew
   */
  public record Preview(
      VersionContent content,
      Map<String, String> values,
      boolean changed,
      @Nullable Publication like) {
    public Preview {
      values = Map.copyOf(values);
    }
  }

  /**
   * Publishes the content of an earlier version once more, as version highest + 1, with the
   * environment variables of today. The draft and the builder's settings stay.
   *
   * @throws ProblemException JITSU-0415 when there is no such version
   */
  public synchronized PublishResult rollBack(String id, int number, String message) {
    ProfileBuilder builder = get(id);
    Version old =
        findVersion(id, number)
            .orElseThrow(
                () ->
                    new ProblemException(
                        BuilderProblems.noVersion(id, number, builder.highestVersion())));
    VersionContent content = old.content();
    return publish(
        builder,
        new VersionContent(content.bundle(), content.chain(), content.settings(), variables(id)),
        new Draft.Note(message, old.note().gitCommit()),
        number,
        false);
  }

  private PublishResult publish(
      ProfileBuilder builder,
      VersionContent content,
      Draft.Note note,
      int restores,
      boolean force) {
    String id = builder.id();
    Publication last = builder.published();
    if (!force
        && last != null
        && version(id, last.version()).content().digest().equals(content.digest())) {
      return new PublishResult(last, false);
    }
    int number = builder.highestVersion() + 1;
    Version version = new Version(number, content, clock.instant(), note, restores);
    redis.set(RedisKeys.version(id, number), Json.text(version.toJson()));
    long publicationNumber = redis.increment(RedisKeys.publications());
    Publication publication =
        new Publication(
            publicationNumber,
            number,
            keyedAlready(builder, content).map(Publication::keyed).orElse(publicationNumber));
    variables.keep(id, publicationNumber, variables.values(id));
    // Number and pointer move in one command: a crash before it leaves a version nobody ever saw.
    redis.hashSet(
        RedisKeys.builder(id),
        Map.of("version", Integer.toString(number), "published", Json.text(publication.toJson())));
    return new PublishResult(publication, true);
  }

  /** A history that is there already will do if its events were keyed in the same way. */
  private Optional<Publication> keyedAlready(ProfileBuilder builder, VersionContent content) {
    return Stream.of(builder.findPublished(), builder.findServing())
        .flatMap(Optional::stream)
        .filter(known -> content.keysLike(version(builder.id(), known.version()).content()))
        .findFirst();
  }

  /**
   * Takes a publication back that does not serve yet: what serves is what was published. The number
   * of its version stays used.
   *
   * @return whether it was the last publication, so that something was done
   */
  public synchronized boolean withdraw(String id, Publication publication) {
    ProfileBuilder builder = get(id);
    if (!builder.findPublished().equals(Optional.of(publication))
        || builder.findServing().equals(Optional.of(publication))) {
      return false;
    }
    if (builder.serving() == null) {
      redis.hashDelete(RedisKeys.builder(id), "published");
    } else {
      redis.hashSet(RedisKeys.builder(id), "published", Json.text(builder.serving().toJson()));
    }
    return true;
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
        problems.add(BuilderProblems.unknown(id, "builders", ids()));
      } else if (builder.get().draft() == null) {
        problems.add(BuilderProblems.noDraft(id));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** A version that was published. */
  public Version version(String id, int number) {
    return findVersion(id, number)
        .orElseThrow(() -> new IllegalStateException("no version " + number + " of " + id));
  }

  public Optional<Version> findVersion(String id, int number) {
    return redis.get(RedisKeys.version(id, number)).map(text -> Version.read(Json.parse(text)));
  }

  /** Publishes a version once more as it is, under a number of its own. */
  public synchronized Publication publishAgain(String id, Publication known) {
    Publication publication =
        new Publication(redis.increment(RedisKeys.publications()), known.version(), known.keyed());
    variables.keep(id, publication.number(), variables.kept(id, known.number()));
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
      variables.forgetBefore(id, publication.get().number());
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

  private static DraftChange changeOf(ProfileBuilder builder, Draft draft) {
    Draft before = builder.draft();
    if (before == null) {
      return DraftChange.CREATED;
    }
    return before.bundle().equals(draft.bundle()) && before.chain().equals(draft.chain())
        ? DraftChange.UNCHANGED
        : DraftChange.UPDATED;
  }

  private static <T> @Nullable T read(@Nullable String json, Function<JsonNode, T> reader) {
    return json == null ? null : reader.apply(Json.parse(json));
  }
}
