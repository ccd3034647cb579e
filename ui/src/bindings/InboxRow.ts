/** inbox(view): the ids in order, with what a row shows (pages of 200 by `after`). */
export type InboxRow = {
  notice: number; kind: string; words: string; arrivedAt: string; patient: number | null; name: string | null;
  nhsNumber: string | null; state: "to decide" | "set aside" | "done" | "parked"; late: boolean; routine: boolean;
  snoozedUntil: string | null; ris: number; tn: number | null;
};
