/** A date and time as in 2026-03-01T10:00:00.000Z. */
export type ISO8601Date = string;
