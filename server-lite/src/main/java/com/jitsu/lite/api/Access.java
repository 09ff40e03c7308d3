package com.jitsu.lite.api;

import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Who may call the API: admins everything, builds what deploying needs. */
public final class Access {

  private final Keys keys;

  public Access(Keys keys) {
    this.keys = keys;
  }

  /** The same endpoint for those with the admin token; 401 for everybody else. */
  public Endpoint admin(Function<Call, Reply> answer) {
    return Endpoint.of(
        call -> {
          requireAdmin(call);
          return answer.apply(call);
        });
  }

  /** The same endpoint for those with the deploy key or the admin token. */
  public Endpoint deploy(Function<Call, Reply> answer) {
    return Endpoint.of(
        call -> {
          requireDeploy(call);
          return answer.apply(call);
        });
  }

  public void requireAdmin(Call call) {
    if (!isAdmin(call)) {
      throw refusal("adminToken", "X-Admin-Token: <adminToken>");
    }
  }

  public void requireDeploy(Call call) {
    if (!isAdmin(call) && !bearer(call).filter(keys::isDeployKey).isPresent()) {
      throw refusal("deployKey", "Authorization: Bearer <deployKey>");
    }
  }

  /** {@code ?token=} first, as CONTRACT F.6 has it, then {@code X-Admin-Token}, then Bearer. */
  boolean isAdmin(Call call) {
    return call.query("token")
        .filter(token -> !token.isEmpty())
        .or(() -> call.header("X-Admin-Token").filter(token -> !token.isEmpty()))
        .or(() -> bearer(call))
        .filter(keys::isAdminToken)
        .isPresent();
  }

  private static Optional<String> bearer(Call call) {
    return call.header("Authorization")
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("bearer "))
        .map(text -> text.substring(7).trim());
  }

  private static Refusal refusal(String key, String header) {
    return new Refusal(
        401,
        new Problem(
            "JITSU-0508",
            "this needs the " + key + ", and the call has none or a wrong one",
            null,
            "send the header " + header + ", with the key from keys.json in the data folder"));
  }
}
