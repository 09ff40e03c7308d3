package com.jitsu.sdk.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The {@code config} block of a function: {@code export const config = { profileBuilderId: "b1",
 * slug: "lifetime-value" }}.
 *
 * @param profileBuilderId the builder that runs a profile function; empty for a transformation
 *     function, which is no builder's own
 * @param slug names the function within its workspace; without one, the file name without its
 *     ending
 * @param name for people; without one, the slug
 */
public record FunctionConfig(
    String profileBuilderId, String slug, String name, @Nullable String description) {

  public FunctionConfig {
    requireNonNull(profileBuilderId);
    requireNonNull(slug);
    requireNonNull(name);
  }

  /** The config of a transformation function. */
  public static FunctionConfig transformation(
      String slug, String name, @Nullable String description) {
    return new FunctionConfig("", slug, name, description);
  }

  /** A function without a builder transforms events. */
  public FunctionKind kind() {
    return profileBuilderId.isEmpty() ? FunctionKind.TRANSFORMATION : FunctionKind.PROFILE;
  }
}
