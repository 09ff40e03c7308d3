package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import java.util.Map;

/**
 * {@code /api/builders/{id}/variables}: the environment variables of a builder's functions. Values
 * come in and never go out.
 */
final class VariablesEndpoints {

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,99}";

  private final RedisBuilders builders;

  VariablesEndpoints(RedisBuilders builders) {
    this.builders = requireNonNull(builders);
  }

  /** {@code GET}: names, each with a digest that changes with the value. */
  Reply get(Call call) {
    return shown(ExistingBuilders.of(call, builders).id());
  }

  /** {@code PUT}: sets some, removes others; what is not named stays. */
  Reply put(Call call) {
    String id = ExistingBuilders.of(call, builders).id();
    JsonBody body = JsonBody.of(call, "set", "remove");
    Map<String, String> set = body.textsByName("set");
    List<String> remove = body.anyTexts("remove");
    for (String name : set.keySet()) {
      if (!name.matches(NAME)) {
        body.problem(
            "set." + name,
            "\"" + name + "\" cannot be the name of a variable",
            "use letters, digits and _, 100 at most, and no digit at the beginning");
      }
    }
    body.refuse();
    builders.changeVariables(id, set, remove);
    return shown(id);
  }

  private Reply shown(String id) {
    ObjectNode json = Json.object();
    ObjectNode variables = json.putObject("variables");
    builders.variables(id).forEach(variables::put);
    return Reply.json(json);
  }
}
