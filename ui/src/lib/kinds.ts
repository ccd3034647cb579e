// What each kind of notice is called, and what its row says of its state: always a word beside the colour.
import type { InboxRow } from "../bindings/InboxRow";

export type Tone = "blue" | "green" | "orange" | "red" | "yellow" | "grey";

export type Kind =
  | "amendment" | "deduction" | "rejection" | "approval" | "fp69" | "fp69Removal" | "reply" | "quarter" | "receipt" | "other";

type About = { kind: Kind; heading: string; short: string };

const OTHER: About = { kind: "other", heading: "Message", short: "Message" };

const KINDS: Record<string, About> = {
  F1: { kind: "amendment", heading: "Amendment from PCSE", short: "Amendment" },
  F2: { kind: "deduction", heading: "Deduction from PCSE", short: "Deduction" },
  F3: { kind: "rejection", heading: "Registration rejected by PCSE", short: "Rejection" },
  F4: { kind: "approval", heading: "Registration approved", short: "Approval" },
  F8: { kind: "quarter", heading: "Close of quarter", short: "Close of quarter" },
  F9: { kind: "fp69", heading: "FP69 notice", short: "FP69 notice" },
  F10: { kind: "fp69Removal", heading: "FP69 flag removed", short: "Flag removal" },
  F11: { kind: "reply", heading: "PCSE reply to your removal request", short: "Reply to removal" },
  RECEP: { kind: "receipt", heading: "A receipt reports a problem", short: "Receipt problem" },
};

/** Code and short word of every kind that has a word of ours. */
export const KNOWN: (readonly [string, string])[] = Object.entries(KINDS).map(([code, { short }]) => [code, short] as const);

export const about = (code: string): About => KINDS[code] ?? OTHER;

/** The column's word: ours where the kind is known, or else the one that came with the row. */
export const shortKind = (row: Pick<InboxRow, "kind" | "words">): string => KINDS[row.kind]?.short ?? row.words;

/** A notice that nobody has found a patient for, where one is needed. */
export const isUnmatched = (row: InboxRow): boolean =>
  row.state === "to decide" && row.patient === null && row.kind !== "F8" && row.kind !== "RECEP";

export function status(row: InboxRow): { words: string; tone: Tone } {
  switch (row.state) {
    case "done": return { words: "Done", tone: "grey" };
    case "set aside": return { words: "Set aside", tone: "red" };
    case "parked": return { words: "Parked", tone: "yellow" };
    case "to decide": return open(row);
  }
}

function open(row: InboxRow): { words: string; tone: Tone } {
  if (row.snoozedUntil !== null) return { words: "Reminder", tone: "yellow" };
  if (row.isDueAgain) return { words: "Reminder due", tone: "orange" };
  if (isUnmatched(row)) return { words: "Unmatched", tone: "red" };
  if (row.routine) return { words: "Routine", tone: "green" };
  if (row.kind === "F3") return { words: "Rejected", tone: "orange" };

  return { words: "To decide", tone: "blue" };
}
