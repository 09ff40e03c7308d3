// What functions find beside the language itself; no DOM, no Node.

interface Console {
  log(...data: any[]): void;
  info(...data: any[]): void;
  warn(...data: any[]): void;
  error(...data: any[]): void;
  debug(...data: any[]): void;
  trace(...data: any[]): void;
}
declare var console: Console;

declare var process: { readonly env: Readonly<Record<string, string | undefined>> };

declare function setTimeout(callback: (...args: any[]) => void, delay?: number, ...args: any[]): number;
declare function clearTimeout(id: number | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T, options?: { transfer?: ArrayBuffer[] }): T;
declare function atob(data: string): string;
declare function btoa(data: string): string;

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]> | URLSearchParams);
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  readonly size: number;
  toString(): string;
  forEach(callback: (value: string, key: string, parent: URLSearchParams) => void): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  entries(): IterableIterator<[string, string]>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  static parse(url: string | URL, base?: string | URL): URL | null;
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
  username: string;
  toString(): string;
  toJSON(): string;
}

declare class TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array<ArrayBuffer>;
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}

/** Of utf-8, utf-16le and windows-1252, which is what the web takes latin1 for. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  readonly name: string;
  readonly code: number;
}

/** Random values and digests; no keys and no ciphers. */
declare var crypto: {
  readonly subtle: {
    digest(
      algorithm: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512" | (string & {}) | { name: string },
      data: ArrayBuffer | ArrayBufferView,
    ): Promise<ArrayBuffer>;
  };
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): string;
};

declare var performance: { readonly timeOrigin: number; now(): number };

// As in @jitsu/functions-lib, without an import.
declare var TableNameParameter: typeof import("./@jitsu/functions-lib").TableNameParameter;
declare var DropRetryErrorName: typeof import("./@jitsu/functions-lib").DropRetryErrorName;
declare var RetryErrorName: typeof import("./@jitsu/functions-lib").RetryErrorName;
declare var NoRetryErrorName: typeof import("./@jitsu/functions-lib").NoRetryErrorName;
declare var RetryError: typeof import("./@jitsu/functions-lib").RetryError;
declare var NoRetryError: typeof import("./@jitsu/functions-lib").NoRetryError;
declare var HTTPError: typeof import("./@jitsu/functions-lib").HTTPError;
declare var toJitsuClassic: typeof import("./@jitsu/functions-lib").toJitsuClassic;
declare var fromJitsuClassic: typeof import("./@jitsu/functions-lib").fromJitsuClassic;
declare var removeUndefined: typeof import("./@jitsu/functions-lib").removeUndefined;
declare var transfer: typeof import("./@jitsu/functions-lib").transfer;
declare var transferValue: typeof import("./@jitsu/functions-lib").transferValue;
declare var transferAsSnakeCase: typeof import("./@jitsu/functions-lib").transferAsSnakeCase;
declare var transferValueAsSnakeCase: typeof import("./@jitsu/functions-lib").transferValueAsSnakeCase;
declare var transferAsClassic: typeof import("./@jitsu/functions-lib").transferAsClassic;
declare var toSnakeCase: typeof import("./@jitsu/functions-lib").toSnakeCase;
declare var idToSnakeCaseFast: typeof import("./@jitsu/functions-lib").idToSnakeCaseFast;
declare var idToClassic: typeof import("./@jitsu/functions-lib").idToClassic;
