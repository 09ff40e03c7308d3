import type { ISO8601Date } from "./iso8601";

export type ID = string | null | undefined;
export type DataLayoutType = "segment" | "jitsu-legacy" | "segment-single-table" | "passthrough";
export type WithConfidence<T> = T & { confidence?: number };

export type JSONPrimitive = string | number | boolean | null | undefined;
export type JSONValue = JSONPrimitive | JSONObject | JSONArray;
export type JSONObject = { [key: string]: JSONValue };
export type JSONArray = JSONValue[];

export type Traits = Record<string, any>;
export type Integrations = Record<string, boolean | JSONObject>;
export type Options = Record<string, any>;
export type CompactMetric = Record<string, any>;

export type Geo = {
  continent?: { code?: string; name?: string; [key: string]: any };
  country?: { code: string; name?: string; isEU?: boolean; [key: string]: any };
  region?: WithConfidence<{ code?: string; name?: string; [key: string]: any }>;
  city?: WithConfidence<{ name?: string; [key: string]: any }>;
  postalCode?: WithConfidence<{ code?: string; [key: string]: any }>;
  location?: {
    latitude?: number;
    longitude?: number;
    accuracyRadius?: number;
    timezone?: string;
    usaData?: any;
    [key: string]: any;
  };
  provider?: any;
  [key: string]: any;
};

export type PageReservedProps = {
  path?: string;
  referrer?: string;
  host?: string;
  referring_domain?: string;
  search?: string;
  title?: string;
  url?: string;
};

/** What was known of page, device and campaign. */
export interface AnalyticsContext {
  ip?: string;
  page?: PageReservedProps & Record<string, any>;
  metrics?: CompactMetric[];
  userAgent?: string;
  userAgentVendor?: string;
  locale?: string;
  library?: { name: string; version: string; [key: string]: any };
  traits?: Traits & { crossDomainId?: string };
  campaign?: { name?: string; term?: string; source?: string; medium?: string; content?: string; [key: string]: any };
  referrer?: { btid?: string; urid?: string; [key: string]: any };
  amp?: { id: string; [key: string]: any };
  consent?: Record<string, any>;
  clientIds?: {
    ga4?: { clientId: string; sessionIds?: Record<string, string>; [key: string]: any };
    firebase?: Record<string, any>;
    fbc?: string;
    fbp?: string;
    [key: string]: any;
  };
  geo?: Geo;
  app?: Record<string, any>;
  device?: Record<string, any>;
  network?: Record<string, any>;
  os?: Record<string, any>;
  screen?: { width?: number; height?: number; density?: number; [key: string]: any };
  [key: string]: any;
}

export interface AnalyticsClientEvent {
  messageId: string;
  timestamp?: ISO8601Date;
  type: "track" | "page" | "identify" | "group" | "alias" | "screen";
  category?: string;
  name?: string;
  properties?: Record<string, any>;
  traits?: Traits;
  context: AnalyticsContext;
  userId?: string;
  anonymousId?: string;
  groupId?: string;
  previousId?: string;
  /** The name of a track event. */
  event?: string;
  writeKey?: string;
  sentAt?: ISO8601Date;
}

export type ServerContextReservedProps = { ip?: string };
export type ServerContext = ServerContextReservedProps & Record<string, any>;
export interface ProcessingContext {
  $table?: string;
  [key: `$${string}`]: any;
}

/** An event as functions see it. For fields of your own: (event as AnyEvent).field. */
export interface AnalyticsServerEvent extends AnalyticsClientEvent, ProcessingContext {
  /** In UTC; when the event came without one, the moment it was accepted. */
  timestamp: ISO8601Date;
  requestIp?: string;
  receivedAt?: ISO8601Date;
  JITSU_TABLE_NAME?: string;
  JITSU_PROFILE_ID?: string;
  _profile_id?: string;
  _profile_id_hash?: number;
}

export interface RuntimeFacade {
  [key: string]: any;
}
export interface JitsuOptions {
  [key: string]: any;
}
export interface AnalyticsInterface {
  [key: string]: any;
}
