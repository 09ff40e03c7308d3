import type { AnalyticsServerEvent, Geo } from "./analytics";

/** Time to live: seconds, a duration such as "7d", or "inf". */
export type SetOpts = number | string | { ttl: number | string };

export interface Store {
  get(key: string): Promise<any>;
  del(key: string): Promise<void>;
  set(key: string, value: any, opts?: SetOpts): Promise<void>;
  /** Seconds left; -1 without expiry, -2 without such a key. */
  ttl(key: string): Promise<number>;
}

export interface TTLStore extends Store {
  getWithTTL(key: string): Promise<{ value: any; ttl: number } | undefined>;
  getOrSet(key: string, value: any, opts?: SetOpts): Promise<any>;
  dump?(): Promise<any>;
}

export interface FunctionMetrics {
  status(component: string, status: "ok" | "error", errorType?: string): { inc(value: number): void };
}

export type EventControlOpts = {
  /** The table for this event. */
  JITSU_TABLE_NAME?: string;
  /** The profile that this event belongs to. */
  JITSU_PROFILE_ID?: string;
};

export type AnyEvent = Record<string, any> & EventControlOpts;
export type AnyProps = Record<string, any>;

export type FetchResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly url: string;
  readonly type: string;
  readonly redirected: boolean;
  readonly bodyUsed: boolean;
  readonly body: any;
  /** Lower-case names; also get(name). */
  readonly headers: any;
  text(): Promise<string>;
  json(): Promise<any>;
};

export type FetchOpts = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | ArrayBufferView;
};

export type FetchType = (url: string, opts?: FetchOpts, extras?: any) => Promise<FetchResponse>;

export type FunctionLogger = {
  info(message: any, ...args: any[]): void;
  warn(message: any, ...args: any[]): void;
  debug(message: any, ...args: any[]): void;
  error(message: any, ...args: any[]): void;
};

interface Warehouse {
  query(sql: string, params?: Record<string, any>): Promise<any[]>;
}

export type FunctionContext<P extends AnyProps = AnyProps> = {
  log: FunctionLogger;
  fetch: FetchType;
  store: TTLStore;
  getWarehouse(destinationId: string): Warehouse;
  metrics?: FunctionMetrics;
  /** The environment variables. */
  props: P;
};

export type PrivacyOpts = {
  ip?: "reduce" | "keep" | "hash";
  anonymousId?: "hash1" | "keep" | ((event: AnalyticsServerEvent) => string);
};

export interface CoreLib {
  privacy(opts?: PrivacyOpts): JitsuFunction;
}

export interface AnonymousEventsStore {
  addEvent(collectionName: string, anonymousId: string, event: AnalyticsServerEvent, ttlDays: number): Promise<void>;
  evictEvents(collectionName: string, anonymousId: string): Promise<AnalyticsServerEvent[]>;
}

export type UserAgent = {
  browser: { name: string; version: string; major?: string };
  engine: { name: string; version: string };
  os: { name: string; version: string };
  device: { model: string; type: string; vendor: string };
  cpu: { architecture: string };
  bot?: boolean;
};

export type EventContext = {
  geo?: Geo;
  ua?: UserAgent;
  headers: Record<string, string>;
  source: { id: string; name?: string; type: "browser" | "s2s"; domain?: string };
  destination: { id: string; type: string; updatedAt?: Date; hash: string };
  connection: { id: string; mode?: string; options?: any };
  allConnections?: { id: string; destinationId: string; destinationName: string; type: string; mode?: string }[];
  workspace: { id: string };
  receivedAt: Date;
  retries?: number;
};

export type FullContext<P extends AnyProps = AnyProps> = EventContext & FunctionContext<P>;

export type FunctionCommand = "drop";
export type FuncReturn = AnyEvent[] | AnyEvent | null | undefined | FunctionCommand | false | void;

/** A transformation function: one event in, none, one or more out. */
export interface JitsuFunction<E extends AnyEvent = AnalyticsServerEvent & EventControlOpts, P extends AnyProps = AnyProps> {
  (event: E, ctx: FullContext<P>): Promise<FuncReturn> | FuncReturn;
  displayName?: string;
  configSchema?: any;
  description?: string;
}

export type SyncFunction = (ctx: FunctionContext) => Promise<void> | void;

export type BuiltinFunctionName<T extends string = string> = `builtin.${T}`;
export type BuiltinDestinationFunctionName = BuiltinFunctionName<`destination.${string}`>;
export type BuiltinTransformationFunctionName = BuiltinFunctionName<`transformation.${string}`>;
