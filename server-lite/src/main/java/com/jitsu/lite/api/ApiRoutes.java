package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.health.Health;
import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.people.Deletions;
import com.jitsu.lite.people.PersonExport;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.lite.sources.Sources;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.Problem;
import java.time.Clock;
import java.util.function.Function;

/** Start here: every route of the management API, on one page; docs/api/http.md has the bodies. */
public final class ApiRoutes {

  /** As CONTRACT C has it for the console's API. */
  private static final BodyLimit DEPLOYMENT = BodyLimit.ofMegabytes(20);

  private static final BodyLimit SMALL = BodyLimit.ofMegabytes(1);
  private static final BodyLimit NONE = BodyLimit.none();

  private final Access access;
  private final Parts parts;

  public ApiRoutes(Access access, Parts parts) {
    this.access = requireNonNull(access);
    this.parts = requireNonNull(parts);
  }

  /** What the routes speak for. */
  public record Parts(
      Health health,
      RedisBuilders builders,
      Rebuilds rebuilds,
      DuckDbWarehouse warehouse,
      FunctionEngine engine,
      HostServices services,
      Sources sources,
      EventsCache cache,
      CacheSettings cacheSettings,
      Clock clock) {}

  public void addTo(Routes routes) {
    BuildersEndpoints builders =
        new BuildersEndpoints(parts.builders(), parts.rebuilds(), parts.warehouse());
    routes
        .add("GET", "/api/builders", NONE, access.deploy(orTryAgain(builders::list)))
        .add("GET", "/api/builders/{id}", NONE, access.deploy(orTryAgain(builders::get)))
        .add("PUT", "/api/builders/{id}", SMALL, access.deploy(orTryAgain(builders::put)));

    addRebuilds(routes);

    DeployEndpoints deploy =
        new DeployEndpoints(parts.builders(), parts.rebuilds(), parts.engine(), parts.clock());
    routes
        .add("POST", "/api/deployments", DEPLOYMENT, access.deploy(orTryAgain(deploy::deploy)))
        .add("POST", "/api/publications", SMALL, access.deploy(orTryAgain(deploy::publish)))
        .add(
            "POST",
            "/api/functions/run",
            DEPLOYMENT,
            new RunEndpoint(access, parts.engine(), parts.services(), parts.clock()));

    addSources(routes, access, parts.sources());

    ProfilesEndpoint profiles = new ProfilesEndpoint(parts.builders(), parts.warehouse());
    routes
        .add(
            "GET",
            "/api/profiles/{builder}/{profileId}",
            NONE,
            access.deploy(orTryAgain(profiles::get)))
        .add("POST", "/api/sql", SMALL, new SqlEndpoint(access, parts.warehouse()))
        .add(
            "GET",
            "/api/v1/events/cache",
            NONE,
            new CacheEndpoint(access, parts.cacheSettings(), parts.cache()::read))
        .add("GET", "/api/v1/events/stream", NONE, new StreamEndpoint(access, parts.cache()))
        .add("GET", "/health", NONE, new HealthEndpoint(parts.health()));
  }

  private void addRebuilds(Routes routes) {
    RebuildEndpoints rebuilds = new RebuildEndpoints(parts.builders(), parts.rebuilds());
    String builder = "/api/builders/{id}/";
    routes
        .add("POST", builder + "rollback", SMALL, access.deploy(orTryAgain(rebuilds::rollBack)))
        .add("POST", builder + "rebuild/pause", NONE, access.deploy(orTryAgain(rebuilds::pause)))
        .add("POST", builder + "rebuild/resume", NONE, access.deploy(orTryAgain(rebuilds::resume)))
        .add("POST", builder + "rebuild/cancel", NONE, access.deploy(orTryAgain(rebuilds::cancel)))
        .add("GET", builder + "failed", NONE, access.deploy(orTryAgain(rebuilds::failed)))
        .add("POST", builder + "failed/retry", NONE, access.deploy(orTryAgain(rebuilds::retry)))
        .add(
            "GET",
            builder + "estimate",
            NONE,
            new EstimateEndpoint(access, parts.builders(), parts.rebuilds()))
        .add(
            "GET",
            builder + "stream",
            NONE,
            new ProgressEndpoint(access, parts.builders(), parts.rebuilds()));

    VariablesEndpoints variables = new VariablesEndpoints(parts.builders());
    routes
        .add("GET", builder + "variables", NONE, access.deploy(orTryAgain(variables::get)))
        .add("PUT", builder + "variables", SMALL, access.deploy(orTryAgain(variables::put)));
  }

  /** What is known of a person, and its end. */
  public void addPeople(Routes routes, PersonExport export, Deletions deletions) {
    PeopleEndpoints people = new PeopleEndpoints(export, deletions);
    routes
        .add("GET", "/api/people/{profileId}", NONE, access.admin(people::export))
        .add("DELETE", "/api/people/{profileId}", NONE, access.admin(people::delete))
        .add("GET", "/api/deletions", NONE, access.admin(people::list))
        .add("GET", "/api/deletions/{id}", NONE, access.admin(people::get));
  }

  /** Who may send events; kept on disk, so that they can be changed while Redis is away. */
  static void addSources(Routes routes, Access access, Sources kept) {
    SourcesEndpoints sources = new SourcesEndpoints(kept);
    routes
        .add("GET", "/api/sources", NONE, access.deploy(sources::list))
        .add("GET", "/api/sources/{id}", NONE, access.deploy(sources::get))
        .add("PUT", "/api/sources/{id}", SMALL, access.admin(sources::put))
        .add("DELETE", "/api/sources/{id}", NONE, access.admin(sources::delete))
        .add("POST", "/api/sources/{id}/keys", SMALL, access.admin(sources::addKey))
        .add("DELETE", "/api/sources/{id}/keys/{key}", NONE, access.admin(sources::removeKey));
  }

  /** Builders live in Redis; while it is away the caller should know that it is not his mistake. */
  private static Function<Call, Reply> orTryAgain(Function<Call, Reply> answer) {
    return call -> {
      try {
        return answer.apply(call);
      } catch (RedisUnavailableException e) {
        throw new Refusal(
            503,
            new Problem(
                "JITSU-0421",
                "Redis does not answer, and builders are kept there",
                null,
                "send the same again when GET /health says that redis passes"));
      }
    };
  }
}
