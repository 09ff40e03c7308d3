declare module "crypto" {
  export function hash(algorithm: string, input: string | ArrayBufferView, encoding?: "hex" | "base64" | "base64url"): string;
  export function randomUUID(): string;
  export function randomBytes(size: number): Uint8Array;
  export function randomInt(min: number, max?: number): number;
  const all: {
    hash: typeof hash;
    randomUUID: typeof randomUUID;
    randomBytes: typeof randomBytes;
    randomInt: typeof randomInt;
  };
  export default all;
}
