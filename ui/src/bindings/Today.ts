import type { Standing } from "./Standing";

/** today(): what the cards say beyond the counts. */
export type Today = {
  standing: Standing;
  rejected: { notice: number | null; filing: number; name: string; words: string }[];
  waitingByAge: { upTo3: number; upTo10: number; over10: number };
  fp69: { patient: number; name: string; expiresOn: string | null }[];
  /** The last 30 days, oldest first. */
  days: { on: string; in: number; out: number }[];
  /** Working days from sending to approval, middle value; null where nothing was approved yet. */
  daysToApproval: number | null;
  justNow: { at: string; by: string; what: string }[];
};
