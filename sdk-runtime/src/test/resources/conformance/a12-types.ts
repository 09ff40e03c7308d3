// Uses every type that CONTRACT A.12 lists, each by its own name, once for its shape.
import type {
  AnonymousEventsStore, AnyEvent, AnyProps, BuiltinDestinationFunctionName, BuiltinFunctionName, BuiltinTransformationFunctionName,
  CoreLib, EventContext, EventControlOpts, FetchOpts, FetchResponse, FetchType, FullContext, FuncReturn, FunctionCommand,
  FunctionContext, FunctionLogger, FunctionMetrics, JitsuFunction, PrivacyOpts, SetOpts, Store, SyncFunction, TTLStore, UserAgent,
} from "@jitsu/protocols/functions";
import type { ProfileBuilderContext, ProfileFunction, ProfileResult, ProfileUser } from "@jitsu/protocols/profile";
import type { IngestMessage, IngestType } from "@jitsu/protocols/async-request";
import type {
  AnalyticsClientEvent, AnalyticsContext, AnalyticsInterface, AnalyticsServerEvent, CompactMetric, DataLayoutType, Geo, ID, Integrations,
  JitsuOptions, JSONArray, JSONObject, JSONPrimitive, JSONValue, Options, PageReservedProps, ProcessingContext, RuntimeFacade,
  ServerContext, ServerContextReservedProps, Traits, WithConfidence,
} from "@jitsu/protocols/analytics";
import type { ISO8601Date } from "@jitsu/protocols/iso8601";

export const config = { profileBuilderId: "b1" };

// --- functions
const opts: SetOpts[] = [60, "7d", { ttl: 60 }];
async function stores(store: Store, ttlStore: TTLStore, anonymous: AnonymousEventsStore) {
  const value: any = await store.get("a");
  await store.set("a", value, opts[0]);
  await store.del("a");
  const left: number = await store.ttl("a");
  const found = await ttlStore.getWithTTL("a");
  const again: any = await ttlStore.getOrSet("a", 1, { ttl: 60 });
  const all: any = await ttlStore.dump?.();
  await anonymous.addEvent("c", "a1", (await anonymous.evictEvents("c", "a1"))[0], 7);
  return [left, found?.value, found?.ttl, again, all];
}
const control: EventControlOpts = { JITSU_TABLE_NAME: "orders" };
const anyEvent: AnyEvent = { ...control, whatever: 1 };
const props: AnyProps = { a: 1 };
const fetchOpts: FetchOpts = { method: "POST", headers: { a: "b" }, body: "x" };
async function calls(fetch: FetchType): Promise<unknown[]> {
  const r: FetchResponse = await fetch("https://a.example", fetchOpts, {});
  const flags: boolean[] = [r.ok, r.redirected, r.bodyUsed];
  const texts: string[] = [r.statusText, r.url, r.type, await r.text()];
  const status: number = r.status;
  return [flags, texts, status, r.headers["x-a"], r.body, await r.json()];
}
function logs(log: FunctionLogger, metrics: FunctionMetrics) {
  log.info("a", 1);
  log.warn("a");
  log.debug("a");
  log.error("a");
  metrics.status("component", "error", "type").inc(1);
  metrics.status("component", "ok").inc(2);
}
async function context(ctx: FunctionContext): Promise<any[]> {
  logs(ctx.log, ctx.metrics!);
  await calls(ctx.fetch);
  ctx.store satisfies TTLStore;
  return [ctx.props.A, ...(await ctx.getWarehouse("duckdb").query("select :a", { a: 1 }))];
}
const privacy: PrivacyOpts[] = [{ ip: "reduce", anonymousId: "hash1" }, { ip: "hash", anonymousId: "keep" }, { anonymousId: (event) => event.messageId }];
const lib = (core: CoreLib): JitsuFunction => core.privacy(privacy[0]);
const agent: UserAgent = {
  browser: { name: "Firefox", version: "130", major: "130" },
  engine: { name: "Gecko", version: "1" },
  os: { name: "Linux", version: "6" },
  device: { model: "m", type: "t", vendor: "v" },
  cpu: { architecture: "amd64" },
  bot: false,
};
const eventContext: EventContext = {
  geo: { country: { code: "NO" } },
  ua: agent,
  headers: { "user-agent": "curl" },
  source: { id: "s", name: "Shop", type: "browser", domain: "a.example" },
  destination: { id: "d", type: "duckdb", updatedAt: new Date(), hash: "h" },
  connection: { id: "c", mode: "batch", options: {} },
  allConnections: [{ id: "c", destinationId: "d", destinationName: "D", type: "duckdb", mode: "batch" }],
  workspace: { id: "w" },
  receivedAt: new Date(),
  retries: 1,
};
const full = (ctx: FunctionContext): FullContext => ({ ...eventContext, ...ctx });
const command: FunctionCommand = "drop";
const returns: FuncReturn[] = [command, null, undefined, false, anyEvent, [anyEvent]];
const sync: SyncFunction = async (ctx) => ctx.log.info("synced");
const transformation: JitsuFunction = async (event, ctx) => {
  const later: number = ctx.retries ?? 0;
  const city: string | undefined = ctx.geo?.city?.name;
  return ctx.source.type === "s2s" && later > 1 ? "drop" : { ...event, city, JITSU_TABLE_NAME: "orders" };
};
transformation.displayName = "T";
transformation.description = "does";
transformation.configSchema = {};
const names: [BuiltinFunctionName, BuiltinDestinationFunctionName, BuiltinTransformationFunctionName] = [
  "builtin.any", "builtin.destination.webhook", "builtin.transformation.user-recognition",
];

// --- async-request
const kinds: IngestType[] = ["s2s", "browser"];
const message: IngestMessage = {
  geo: {}, ingestType: kinds[0], messageCreated: "2026-03-01T10:00:00Z", writeKey: "k", messageId: "m", connectionId: "c", type: "page",
  origin: { baseUrl: "https://a.example", slug: "s", workspaceId: "w", sourceId: "i", sourceName: "n", domain: "d", classic: true },
  httpHeaders: { a: "b" }, httpPayload: {},
};

// --- analytics, iso8601
const ids: ID[] = ["a", null, undefined];
const layouts: DataLayoutType[] = ["segment", "jitsu-legacy", "segment-single-table", "passthrough"];
const confident: WithConfidence<{ a: number }> = { a: 1, confidence: 0.9 };
const place: Geo = { city: { name: "Oslo", confidence: 1 } };
const time: ISO8601Date = "2026-03-01T10:00:00.000Z";
const page: PageReservedProps = { path: "/", url: "https://a.example/", title: "t", referrer: "r", host: "h", search: "?", referring_domain: "d" };
const metric: CompactMetric = {};
const traits: Traits = { email: "a@b.c" };
const reserved: ServerContextReservedProps = { ip: "1.2.3.4" };
const serverContext: ServerContext = { ...reserved, more: 1 };
const analyticsContext: AnalyticsContext = { page, metrics: [metric], traits, geo: place, ip: reserved.ip };
const sent: AnalyticsClientEvent = { messageId: "m", type: "track", event: "Order", context: analyticsContext, properties: {}, timestamp: time };
const processing: ProcessingContext = { $table: "t", $own: 1 };
const stored: AnalyticsServerEvent = { ...sent, ...processing, timestamp: time, JITSU_PROFILE_ID: "p", JITSU_TABLE_NAME: "t" };
const primitives: JSONPrimitive[] = ["a", 1, true, null];
const object: JSONObject = { a: primitives[0] };
const array: JSONArray = [object];
const value: JSONValue = array;
const integrations: Integrations = { All: false, GA: { a: 1 } };
const options: Options = { a: 1 };
const runtime: RuntimeFacade = {};
const jitsuOptions: JitsuOptions = { host: "https://a.example" };
const analytics: AnalyticsInterface = {};

// --- profile
const result: ProfileResult = { profileId: "p", destinationId: "d", tableName: "t", traits: {} };
const somebody: ProfileUser = { profileId: "p", userId: "u", anonymousId: "a", traits: {} };
const builder: ProfileBuilderContext = { profileBuilder: { id: "b", version: 1 } };
const profile: ProfileFunction = async (events, user, ctx) => {
  let n = 0;
  for (const event of events) {
    n += event.type === "track" ? (event.properties?.total ?? 0) : 0;
  }
  const version: number = ctx.profileBuilder.version;
  if (n === 0) return undefined;
  return { ...result, traits: { n, version, email: user.traits.email, id: user.userId ?? user.anonymousId } };
};
export default profile;

export const used = [
  stores, anyEvent, props, calls, context, lib, full, returns, sync, transformation, names, message, ids, layouts, confident, serverContext,
  stored, value, integrations, options, runtime, jitsuOptions, analytics, somebody, builder,
];
