// What PCSE and MESH ask for when somebody phones: numbers, ids, times, a line each.
import type { OutboxDetail } from "../bindings/OutboxDetail";
import { shownAt } from "./dates";

type Letter = NonNullable<OutboxDetail["letter"]>;

/** What each is, and what it says: several lines where there are several. */
export function evidenceOf(letter: Letter): { words: string; lines: string[] }[] {
  const receiptAt = letter.receiptAt ? ` (${shownAt(letter.receiptAt)})` : "";
  const either = (lines: string[], none: string) => (lines.length > 0 ? lines : [none]);

  return [
    { words: "Interchange", lines: [String(letter.interchange)] },
    { words: "Message", lines: [String(letter.message)] },
    { words: "Transaction", lines: [String(letter.transaction ?? "None")] },
    { words: "Written", lines: [shownAt(letter.writtenAt)] },
    { words: "MESH has it", lines: [letter.acceptedAt ? shownAt(letter.acceptedAt) : "Not yet"] },
    { words: "MESH message ID", lines: [letter.meshId ?? "None"] },
    { words: "Receipt", lines: either(letter.receipts.map((words) => words + receiptAt), "None yet") },
    ...(letter.trouble ? [{ words: "Trouble", lines: [letter.trouble] }] : []),
    ...letter.reports.map((words) => ({ words: "MESH report", lines: [words] })),
    { words: "Attempts", lines: either(letter.attempts.map(({ at, words }) => `${shownAt(at)} ${words}`), "None") },
  ];
}
