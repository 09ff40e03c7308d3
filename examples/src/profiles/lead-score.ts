import type { ProfileFunction } from "@jitsu/protocols/profile";
import { companyDomain, findCompany, type Lookup } from "./lib/companies";

export const config = {
  profileBuilderId: "lead-score",
  slug: "lead-score",
  name: "Lead score",
  description: "What a lead did on the site, and the size of the company behind its address",
};

const POINTS: Record<string, number> = {
  "Demo Requested": 40,
  "Trial Started": 30,
  "Pricing Viewed": 10,
  "Whitepaper Downloaded": 5,
};
const MOST_FOR_BEHAVIOUR = 70;

/** Environment variables: ENRICHMENT_KEY, and ENRICHMENT_URL for another service than the usual. */
const leadScore: ProfileFunction = async (events, user, context) => {
  const seen = new Set<string>();
  for (const event of events) {
    // Each thing counts once: who opens the prices ten times is not ten times as interested.
    if (event.type === "track" && Object.hasOwn(POINTS, String(event.event))) {
      seen.add(String(event.event));
    }
  }
  const behaviour = [...seen].reduce((sum, name) => sum + POINTS[name], 0);

  const domain = companyDomain(user.traits.email);
  const company = domain === undefined ? undefined : await findCompany(domain, context);
  const score = Math.min(behaviour, MOST_FOR_BEHAVIOUR) + size(company);

  return {
    tableName: "leads",
    traits: {
      score,
      grade: score >= 70 ? "A" : score >= 40 ? "B" : "C",
      company: typeof company === "object" ? company.name : null,
      // A row that was built without an answer can be told from one where there is nothing to know.
      enrichment: company === undefined ? "none" : typeof company === "object" ? "found" : company,
    },
  };
};

function size(company: Lookup | undefined): number {
  if (typeof company !== "object") {
    return 0;
  }
  return company.employees >= 1000 ? 30 : company.employees >= 50 ? 20 : 10;
}

export default leadScore;
