package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A builder as it is stored: at most one function, drafted, published, serving.
 *
 * @param settings for the next version
 * @param highestVersion the number of the latest version; 0 before the first
 * @param published what should serve: the last publication
 * @param serving what the warehouse shows; behind {@code published} while a rebuild runs or after
 *     one failed
 */
public record ProfileBuilder(
    String id,
    String name,
    BuilderSettings settings,
    BuildPolicy policy,
    @Nullable Draft draft,
    int highestVersion,
    @Nullable Publication published,
    @Nullable Publication serving) {

  public ProfileBuilder {
    requireNonNull(id);
    requireNonNull(name);
    requireNonNull(settings);
    requireNonNull(policy);
  }

  public Optional<Draft> findDraft() {
    return Optional.ofNullable(draft);
  }

  public Optional<Publication> findPublished() {
    return Optional.ofNullable(published);
  }

  public Optional<Publication> findServing() {
    return Optional.ofNullable(serving);
  }
}
