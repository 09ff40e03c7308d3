package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.builders.Swap;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import java.util.Optional;

/** {@code /api/builders}: lists, shows, creates and changes builders. */
final class BuildersEndpoints {

  private final RedisBuilders builders;
  private final Rebuilds rebuilds;
  private final DuckDbWarehouse warehouse;

  BuildersEndpoints(RedisBuilders builders, Rebuilds rebuilds, DuckDbWarehouse warehouse) {
    this.builders = requireNonNull(builders);
    this.rebuilds = requireNonNull(rebuilds);
    this.warehouse = requireNonNull(warehouse);
  }

  /** {@code GET /api/builders}. */
  Reply list(Call call) {
    ObjectNode body = Json.object();
    ArrayNode all = body.putArray("builders");
    builders.list().forEach(builder -> all.add(json(builder)));
    return Reply.json(body);
  }

  /** {@code GET /api/builders/{id}}. */
  Reply get(Call call) {
    return Reply.json(json(ExistingBuilders.of(call, builders)));
  }

  /** {@code PUT /api/builders/{id}}; what the body leaves out stays as it is. */
  Reply put(Call call) {
    String id = call.parameter("id");
    Optional<ProfileBuilder> before = builders.find(id);
    JsonBody body =
        JsonBody.of(
            call,
            "name",
            "tableName",
            "profileWindowDays",
            "swap",
            "collapseMs",
            "maxFailedPercent");
    BuilderSettings old = before.map(ProfileBuilder::settings).orElseGet(BuilderSettings::defaults);
    BuilderSettings wanted =
        new BuilderSettings(
            old.destinationId(),
            body.text("tableName", old.tableName()),
            body.integer("profileWindowDays", old.profileWindowDays(), 7, 365));
    BuildPolicy now = before.map(ProfileBuilder::policy).orElseGet(BuildPolicy::defaults);
    BuildPolicy policy =
        new BuildPolicy(
            Swap.of(body.word("swap", now.swap().text(), "staged", "inplace")),
            body.integer("collapseMs", now.collapseMillis(), 0, 60_000),
            body.integer("maxFailedPercent", now.maxFailedPercent(), 0, 100));
    String name = body.text("name", before.map(ProfileBuilder::name).orElse(id));
    body.refuse();
    if (!wanted.tableName().equals(old.tableName())) {
      warehouse.checkTable(id, wanted.tableName());
    }
    ProfileBuilder changed = builders.put(id, name, wanted, policy);
    rebuilds.policyChanged(changed);
    return Reply.json(json(changed));
  }

  private ObjectNode json(ProfileBuilder builder) {
    ObjectNode json = Json.object();
    json.put("id", builder.id());
    json.put("name", builder.name());
    ObjectNode state = rebuilds.state(builder);
    json.set("status", state.remove("status"));
    json.set("settings", builder.settings().toJson().setAll(builder.policy().toJson()));
    builder.findDraft().ifPresent(draft -> json.set("draft", draft.summary()));
    builder
        .findPublished()
        .ifPresent(
            published -> {
              ObjectNode version = builders.version(builder.id(), published.version()).summary();
              json.set(
                  "published",
                  Json.object()
                      .put("version", published.version())
                      .put("publication", published.number())
                      .setAll(version));
            });
    builder
        .findServing()
        .ifPresent(
            serving ->
                json.putObject("serving")
                    .put("version", serving.version())
                    .put("publication", serving.number()));
    json.put("profiles", warehouse.countProfiles(builder.id()));
    json.setAll(state);
    return json;
  }
}
