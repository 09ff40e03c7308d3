import type { AnalyticsServerEvent } from "./protocols/analytics";

/** The key of an event that names its table. */
export declare const TableNameParameter = "JITSU_TABLE_NAME";
export declare const DropRetryErrorName = "Drop & RetryError";
export declare const RetryErrorName = "RetryError";
export declare const NoRetryErrorName = "NoRetryError";

type ErrorDetails = string | { message: string; status?: number; response?: any };

/** Thrown to have the work done again later; with drop, without this event until then. */
export declare class RetryError extends Error {
  constructor(message?: ErrorDetails, options?: { drop: boolean });
  status?: number;
  response?: any;
}

/** Thrown where trying again makes no sense. */
export declare class NoRetryError extends Error {
  constructor(message?: ErrorDetails);
  status?: number;
  response?: any;
}

export declare class HTTPError extends Error {
  constructor(message: string, status: number, response?: any);
  status: number;
  response?: any;
}

export declare function toJitsuClassic(event: AnalyticsServerEvent, ctx: any): Record<string, any>;
export declare function fromJitsuClassic(event: Record<string, any>): AnalyticsServerEvent;

export declare function removeUndefined<T>(value: T): T;
export declare function transfer(target: Record<string, any>, source: Record<string, any> | undefined, omit?: string[]): void;
export declare function transferValue(target: Record<string, any>, key: string, ...values: any[]): void;
export declare function transferAsSnakeCase(target: Record<string, any>, source: Record<string, any> | undefined, omit?: string[]): void;
export declare function transferValueAsSnakeCase(target: Record<string, any>, key: string, source: any): void;
export declare function toSnakeCase(text: string): string;
