import type { FunctionContext } from "@jitsu/protocols/functions";

export type Company = { name: string; employees: number };

/** Known, unknown to the service, or not to be found out at the moment. */
export type Lookup = Company | "unknown" | "unavailable";

const FREE_MAIL = new Set(["gmail.com", "gmx.de", "outlook.com", "proton.me", "yahoo.com"]);

/** The domain of a business address; undefined for private ones, and for what is no address. */
export function companyDomain(email: unknown): string | undefined {
  const address = String(email).toLowerCase();
  const [, domain] = /^[^@\s]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(address) ?? [];
  return domain === undefined || FREE_MAIL.has(domain) ? undefined : domain;
}

/**
 * Asks the enrichment service about a domain, and the store before that. Profiles are built again
 * with every event and every published version: without the store each of them would be a call.
 */
export async function findCompany(
  domain: string,
  { fetch, store, props, log }: FunctionContext,
): Promise<Lookup> {
  const key = `company:${domain}`; // all functions of a workspace share the store
  const known = await store.get(key);
  if (known !== undefined) {
    return known;
  }
  try {
    const url = String(props.ENRICHMENT_URL ?? "https://enrichment.example.com");
    const reply = await fetch(`${url}/v1/companies/${encodeURIComponent(domain)}`, {
      headers: { Authorization: `Bearer ${props.ENRICHMENT_KEY}` },
    });
    if (reply.status === 404) {
      await store.set(key, "unknown", "1d"); // the service may learn of it
      return "unknown";
    }
    if (!reply.ok) {
      throw new Error(`status ${reply.status}`);
    }
    const { name, employees } = await reply.json();
    const company = { name: String(name), employees: Number(employees) || 0 };
    await store.set(key, company, "30d");
    return company;
  } catch (e) {
    // Refused, reset, slow (a call that takes longer than two seconds is ended), not JSON: go on
    // without, and remember nothing, so that the next run asks again.
    log.warn(`no answer about ${domain}: ${e.message}`);
    return "unavailable";
  }
}
