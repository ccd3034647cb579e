// The day on paper: what was decided today and what still waits, cut into pages that each say whose they are.
import type { InboxRow } from "../bindings/InboxRow";
import type { View } from "../bindings/View";
import * as backend from "./backend";

export type Part = { title: string; rows: InboxRow[] };
export type Page = { title: string; rows: InboxRow[]; goesOn: boolean };

/** As many rows as fit on A4 upright under the head of a page. */
export const ROWS = 32;
const MOST = 1_000;

export const PARTS: { view: View; title: string }[] = [
  { view: "done-today", title: "Decided today" },
  { view: "to-decide", title: "Still to decide" },
];

export const readDay = (): Promise<Part[]> => Promise.all(PARTS.map(async ({ view, title }) => ({ title, rows: await all(view) })));

async function all(view: View): Promise<InboxRow[]> {
  const rows: InboxRow[] = [];
  for (let after: number | null = null; ; ) {
    const page: InboxRow[] = await backend.inbox(view, after, MOST);
    rows.push(...page);
    after = page.at(-1)?.notice ?? null;
    if (after === null || page.length < MOST) return rows;
  }
}

/** Each part begins a page; one without rows has a page that says so. */
export function paged(parts: Part[], most = ROWS): Page[] {
  return parts.flatMap(({ title, rows }) => {
    const count = Math.max(1, Math.ceil(rows.length / most));

    return Array.from({ length: count }, (_, n) => ({ title, rows: rows.slice(n * most, (n + 1) * most), goesOn: n + 1 < count }));
  });
}
