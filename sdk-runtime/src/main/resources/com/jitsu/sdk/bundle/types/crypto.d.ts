declare module "crypto" {
  /** Bytes that can say themselves: utf8 (default), hex, base64, base64url, latin1, utf16le. */
  export interface Bytes extends Uint8Array {
    toString(encoding?: string, start?: number, end?: number): string;
  }
  /**
   * One of md5, sha1, sha224, sha256, sha384, sha512, sha512-224, sha512-256, sha3-224, sha3-256,
   * sha3-384, sha3-512; in hex unless told otherwise.
   */
  export function hash(algorithm: string, input: string | ArrayBufferView, outputEncoding: "buffer"): Bytes;
  export function hash(
    algorithm: string,
    input: string | ArrayBufferView,
    outputEncoding?: "hex" | "base64" | "base64url" | "latin1" | "binary",
  ): string;
  export function randomUUID(): string;
  export function randomBytes(size: number): Bytes;
  /** From min, or 0, to max - 1. */
  export function randomInt(max: number): number;
  export function randomInt(min: number, max: number): number;
  const all: {
    hash: typeof hash;
    randomUUID: typeof randomUUID;
    randomBytes: typeof randomBytes;
    randomInt: typeof randomInt;
  };
  export default all;
}
