import type { AnalyticsServerEvent } from "./protocols/analytics";

/** The key of an event that names its table. */
export declare const TableNameParameter = "JITSU_TABLE_NAME";
export declare const DropRetryErrorName = "Drop & RetryError";
export declare const RetryErrorName = "RetryError";
export declare const NoRetryErrorName = "NoRetryError";

type ErrorDetails = string | { message: string; status?: number; response?: any };

type ErrorText = { name: string; message: string; status?: number; response?: any };

/** Thrown to have the work done again later; with drop, without this event until then. */
export declare class RetryError extends Error {
  constructor(message?: ErrorDetails, options?: { drop?: boolean });
  status?: number;
  response?: any;
  toJSON(): ErrorText;
}

/** Thrown where trying again makes no sense. */
export declare class NoRetryError extends Error {
  constructor(message?: ErrorDetails);
  status?: number;
  response?: any;
  toJSON(): ErrorText;
}

/** Of a response; text of more than 1000 characters is cut. */
export declare class HTTPError extends Error {
  constructor(message: string, status: number, response?: any);
  status: number;
  response?: any;
  toJSON(): ErrorText;
}

/**
 * The event as Jitsu Classic had it. Keys of properties and traits become snake case; where
 * ctx.props.keepOriginalNames is set they only become names that a column can have, and for the
 * destinations s3 and gcs stay as they are. The event itself is not copied to its depth.
 */
export declare function toJitsuClassic(event: AnalyticsServerEvent, ctx?: any): Record<string, any>;
/** The way back: what Jitsu Classic has no field for goes to the properties. */
export declare function fromJitsuClassic(event: Record<string, any>): AnalyticsServerEvent;

/** Deletes, in place and at every depth, the keys whose value is undefined; an array is copied. */
export declare function removeUndefined<T>(value: T): T;
/** The keys of source to target, but for those to omit. */
export declare function transfer(target: Record<string, any>, source: Record<string, any> | null | undefined, omit?: string[]): void;
/** Sets the key unless the value is undefined. */
export declare function transferValue(target: Record<string, any>, key: string, value: any): void;
export declare function transferAsSnakeCase(target: Record<string, any>, source: Record<string, any> | null | undefined, omit?: string[]): void;
export declare function transferValueAsSnakeCase(target: Record<string, any>, key: string, value: any): void;
export declare function transferAsClassic(target: Record<string, any>, source: Record<string, any> | null | undefined, omit?: string[]): void;
/** A copy whose keys are in snake case at every depth; what is no plain object or array stays. */
export declare function toSnakeCase(value: any): any;
/** userId → user_id, "Plan Name" → plan_name. */
export declare function idToSnakeCaseFast(id: string): string;
/** Lower case, and _ for all but letters and digits. */
export declare function idToClassic(id: string): string;
