import type { AnalyticsServerEvent } from "./analytics";
import type { FunctionContext } from "./functions";

/** What a profile function gives: one row of the warehouse. */
export type ProfileResult = {
  /** Another id for the row than the profile's own. */
  profileId?: string;
  /** Another destination than the builder's. */
  destinationId?: string;
  /** Another table than the builder's. */
  tableName?: string;
  /** Merged over the built-in traits, key by key. */
  traits: Record<string, any>;
};

export type ProfileUser = {
  profileId: string;
  /** Of the first identify event that has one; "" while there is none, whatever other events say. */
  userId?: string;
  /** As userId. */
  anonymousId?: string;
  /** What the identify events said, the latest wins. */
  traits: Record<string, any>;
};

export type ProfileBuilderContext = {
  profileBuilder: { id: string; version: number };
};

/**
 * The default export of a profile function. `events` can be read once, with for…of, in the order in
 * which they were accepted; it is no array. Without an object as result there is no row.
 */
export type ProfileFunction = (
  events: Iterable<AnalyticsServerEvent>,
  user: ProfileUser,
  context: FunctionContext & ProfileBuilderContext,
) => Promise<ProfileResult | undefined | null | void> | ProfileResult | undefined | null | void;

/** The named export `config` of a profile function. */
export type ProfileConfig = {
  /** The builder that runs the function. */
  profileBuilderId: string;
  /** Names the function in its workspace; without one, the file's name. */
  slug?: string;
  id?: string;
  name?: string;
  description?: string;
  retryPolicy?: { retries?: number; delays?: number[] };
};
