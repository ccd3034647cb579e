// The quick filter of a list: every word that was typed must stand somewhere in the row.
import type { InboxRow } from "../bindings/InboxRow";
import { KNOWN, shortKind, status } from "./kinds";

const hay = new WeakMap<InboxRow, string>();

/** Lower case, without accents, so that `jose` finds José. */
export const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

export function narrowed(rows: InboxRow[], query: string, kind: string): InboxRow[] {
  const words = folded(query).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0 && kind === "") return rows;

  return rows.filter((row) => (kind === "" || row.kind === kind) && words.every((word) => text(row).includes(word)));
}

/** The kinds to choose from: all that are known, in the same place whatever the list holds, and what else is in it. */
export const kindsFor = (rows: InboxRow[]): { kind: string; words: string }[] =>
  [...new Map([...KNOWN, ...rows.map((row) => [row.kind, shortKind(row)] as const)]).entries()]
    .map(([kind, words]) => ({ kind, words }))
    .sort((one, other) => one.words.localeCompare(other.words));

function text(row: InboxRow): string {
  const kept = hay.get(row);
  if (kept !== undefined) return kept;
  const made = folded([
    row.name ?? "not matched", shortKind(row), status(row).words, row.nhsNumber ?? "", String(row.ris), String(row.tn ?? ""),
  ].join(" "));
  hay.set(row, made);

  return made;
}
