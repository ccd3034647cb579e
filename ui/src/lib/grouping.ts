// The inbox by patient: what is about one person stands together, in the order in which it must be decided.
import type { InboxRow } from "../bindings/InboxRow";

/** Where a row stands among those about its patient. */
export type Place = { nth: number; of: number };

/** A patient stands where the first message about them stands; what is about nobody stands by itself. */
export function grouped(rows: InboxRow[]): InboxRow[] {
  const groups = new Map<string, InboxRow[]>();
  for (const row of rows) {
    const key = row.patient === null ? `notice ${row.notice}` : `patient ${row.patient}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }

  return [...groups.values()].flat();
}

/** The places of rows whose patient has more than one; for rows that stand in groups. */
export function places(rows: InboxRow[]): Map<number, Place> {
  const of = new Map<number, number>();
  for (const { patient } of rows) if (patient !== null) of.set(patient, (of.get(patient) ?? 0) + 1);
  const seen = new Map<number, number>();
  const found = new Map<number, Place>();
  for (const { notice, patient } of rows) {
    if (patient === null || (of.get(patient) ?? 0) < 2) continue;
    const nth = (seen.get(patient) ?? 0) + 1;
    seen.set(patient, nth);
    found.set(notice, { nth, of: of.get(patient) ?? nth });
  }

  return found;
}
