import { expect, test } from "vitest";

import { row } from "../src/dev/notices";
import { kindsFor, narrowed } from "../src/lib/filter";
import { status } from "../src/lib/kinds";

const rows = Array.from({ length: 15 }, (_, n) => row(n));
const names = (query: string, kind = "") => narrowed(rows, query, kind).map(({ name }) => name);

test("every word must stand somewhere in the row, accents and case aside", () => {
  expect(names("kénnedy")).toEqual(["KENNEDY, Sarah (Miss)"]);
  expect(names("deduction stevens")).toEqual(["STEVENS, Charles Anthony (Mr)"]);
  expect(names("stevens amendment")).toEqual([]);
});

test("an NHS number is found with spaces and without", () => {
  expect(names("999 000 0018")).toEqual(["KENNEDY, Sarah (Miss)"]);
  expect(names("9990000018")).toEqual(["KENNEDY, Sarah (Miss)"]);
});

test("nothing typed shows the very same rows", () => {
  expect(narrowed(rows, "  ", "")).toBe(rows);
  expect(narrowed(rows, "", "F1").length).toBe(2);
});

test("a kind can be chosen whether the list holds it or not, and what is unknown stands beside", () => {
  const words = kindsFor([{ ...row(14), kind: "F6", words: "Medical records sent" }]).map(({ words }) => words);
  expect(words).toEqual([
    "Amendment", "Approval", "Close of quarter", "Deduction", "Flag removal", "FP69 notice", "Medical records sent", "Receipt problem",
    "Rejection", "Reply to removal",
  ]);
});

test("each row's state has a word", () => {
  expect(rows.slice(0, 7).map((row) => status(row).words)).toEqual([
    "To decide", "Routine", "Routine", "Rejected", "To decide", "Routine", "Unmatched",
  ]);
  expect(status({ ...rows[0]!, snoozedUntil: "2026-12-01T07:00:00Z" }).words).toBe("Reminder");
});
