package com.jitsu.lite.redis;

/**
 * Every key in Redis.
 *
 * <pre>
 * key                                        type    sample
 * events_cache:token#default                 list    {"original":"{\"type\":\"page\",…}","timestamp":"2026-11-22T10:00:00.000000Z","uid":"…","token_id":"default"}, newest first
 * events_cache:token#default:error           list    those with an error or malformed
 * events_cache:destination#duckdb            list    {"original":"{…}","success":"{\"destination_id\":…}","timestamp":"…"}
 * events_cache:destination#duckdb:error      list
 * events_cache_ids:token                     set     default, shop
 * events_cache_ids:destination               set     duckdb
 * builders                                   set     lifetime-value, last-visit
 * builder:lifetime-value                     hash    name, settings, draft, published, …
 * builder:lifetime-value:version:7           text    the frozen version 7
 * builder:lifetime-value:variables           hash    7 = the environment variables of publication 7, encrypted
 * publications                               number  the last number that a publication got
 * rebuild:lifetime-value                     hash    the rebuild under way, or the last one
 * probe                                      text    empty; written to see whether Redis takes writes, gone after a minute
 * store:seen:u1                              text    {"orders":3}: what functions keep under seen:u1, with its time to live
 * </pre>
 */
public final class RedisKeys {

  private RedisKeys() {}

  /** List of the cached events of an id, newest first. */
  public static String eventsCache(String namespace, String id) {
    return "events_cache:" + namespace + "#" + id;
  }

  /** List of those among them that went wrong. */
  public static String eventsCacheErrors(String namespace, String id) {
    return eventsCache(namespace, id) + ":error";
  }

  /** Set of the ids that ever had a cached event. */
  public static String eventsCacheIds(String namespace) {
    return "events_cache_ids:" + namespace;
  }

  /** Set of the builders' ids. */
  public static String builders() {
    return "builders";
  }

  /** Hash of one builder. */
  public static String builder(String builder) {
    return "builder:" + builder;
  }

  /** Hash of the environment variables that publications took with them. */
  public static String variables(String builder) {
    return builder(builder) + ":variables";
  }

  /** One frozen version. */
  public static String version(String builder, long version) {
    return builder(builder) + ":version:" + version;
  }

  /** Counter of all publications. */
  public static String publications() {
    return "publications";
  }

  /** Hash of a builder's rebuild. */
  public static String rebuild(String builder) {
    return "rebuild:" + builder;
  }

  /** Text that is written to see whether that works. */
  public static String probe() {
    return "probe";
  }

  /** Text of what functions keep under a key of theirs. */
  public static String store(String key) {
    return "store:" + key;
  }
}
