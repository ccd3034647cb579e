// The day on paper: what was decided today and what still waits, cut into pages that each say whose they are.
import type { InboxRow } from "../bindings/InboxRow";
import type { View } from "../bindings/View";
import * as backend from "./backend";

export type Part = { title: string; rows: InboxRow[] };
export type Page = { title: string; rows: InboxRow[]; goesOn: boolean };

/** As many lines of rows as fit on A4 upright under the head of a page. */
export const LINES = 34;
/** So many letters of a name, or of a colleague's, fit into one line of its column. */
const NAME = 26;
const OWNER = 14;
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
export function paged(parts: Part[], most = LINES): Page[] {
  return parts.flatMap(({ title, rows }) => {
    const pages: InboxRow[][] = [[]];
    let left = most;
    for (const row of rows) {
      const lines = linesOf(row);
      if (lines > left && left < most) {
        pages.push([]);
        left = most;
      }
      left -= lines;
      pages.at(-1)!.push(row);
    }

    return pages.map((rows, n) => ({ title, rows, goesOn: n + 1 < pages.length }));
  });
}

/** A long name goes on in another line. */
const linesOf = ({ name, owner }: InboxRow): number =>
  Math.max(1, Math.ceil((name?.length ?? 0) / NAME), Math.ceil((owner?.length ?? 0) / OWNER));
