// What an amendment does to each item: never by colour alone, so each change has a word.
import type { NoticeDetail } from "../bindings/NoticeDetail";

export type DiffRow = NoticeDetail["rows"][number];

export type Change = "changed" | "added" | "removed" | "same";

export function changeOf(row: DiffRow): Change {
  if (row.erased) return row.now === null ? "same" : "removed";
  if (row.says === row.now) return "same";

  return row.now === null ? "added" : "changed";
}

/** A new NHS number is the one change that can make two people of one. */
export const isNumber = (row: DiffRow): boolean => row.field === "NHS number";

/** `4 changes, 1 removal` */
export function summary(rows: DiffRow[]): string {
  const count = (...kinds: Change[]) => rows.filter((row) => kinds.includes(changeOf(row))).length;
  const changes = count("changed", "added");
  const removals = count("removed");
  const words = [
    changes > 0 && `${changes} ${changes === 1 ? "change" : "changes"}`,
    removals > 0 && `${removals} ${removals === 1 ? "removal" : "removals"}`,
  ].filter(Boolean);

  return words.length > 0 ? words.join(", ") : "nothing changes";
}
