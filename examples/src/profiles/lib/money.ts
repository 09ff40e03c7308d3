/**
 * Whole cents of 12.5 or "12.50"; undefined for what is no amount. Money is added up in cents: in
 * JavaScript 0.1 + 0.2 is not 0.3.
 */
export function centsOf(amount: unknown): number | undefined {
  if (typeof amount !== "number" && typeof amount !== "string") {
    return undefined;
  }
  const number = amount === "" ? NaN : Number(amount);
  return Number.isFinite(number) ? Math.round(number * 100) : undefined;
}

/** Turns amounts into the shop's currency, with the rates of the builder's environment. */
export class Exchange {
  /** Currencies that were asked for and have no rate. */
  readonly unknown = new Set<string>();

  private constructor(
    readonly currency: string,
    private readonly rates: Map<string, number>,
  ) {}

  /** From CURRENCY ("EUR" by default) and RATES, what one unit is worth: "USD=0.92, GBP=1.17". */
  static of(props: Record<string, any>): Exchange {
    const currency = String(props.CURRENCY ?? "EUR");
    const rates = new Map([[currency, 1]]);
    for (const part of String(props.RATES ?? "").split(",")) {
      if (part.trim() === "") {
        continue;
      }
      const [, code, rate] = /^\s*([A-Z]{3})\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
      if (code === undefined) {
        throw new Error(`RATES must look like "USD=0.92, GBP=1.17", found "${part.trim()}"`);
      }
      rates.set(code, Number(rate));
    }
    return new Exchange(currency, rates);
  }

  /** Undefined without a rate: a wrong sum is worse than a missing one. */
  rate(currency: string): number | undefined {
    const rate = this.rates.get(currency);
    if (rate === undefined) {
      this.unknown.add(currency);
    }
    return rate;
  }
}
