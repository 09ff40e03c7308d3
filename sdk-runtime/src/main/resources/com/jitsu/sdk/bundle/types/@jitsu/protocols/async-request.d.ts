import type { Geo } from "./analytics";
import type { ISO8601Date } from "./iso8601";

/** Who sends: a server with a secret key, or a browser. */
export type IngestType = "s2s" | "browser";

/** An event on its way from the door to the functions. */
export type IngestMessage = {
  geo?: Geo;
  ingestType: IngestType;
  messageCreated: ISO8601Date;
  writeKey: string;
  messageId: string;
  connectionId: string;
  type: string;
  origin: {
    baseUrl: string;
    slug?: string;
    workspaceId?: string;
    sourceId?: string;
    sourceName?: string;
    domain?: string;
    classic?: boolean;
  };
  httpHeaders: Record<string, string>;
  httpPayload: any;
};
