import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { person } from "../src/dev/people";
import { pagesOf, reportSheet, timelineSheet } from "../src/lib/paper";
import { openWindow } from "./support";

test("a long timeline is cut into pages, and a long line counts for as many as it takes", () => {
  const entry = (what: string) => ({ at: "2026-11-20T10:00:00Z", by: "", about: "filing" as const, what });
  const lengths = (lines: string[], most: number) => pagesOf(timelineSheet(person(1), lines.map(entry)), most).map(({ rows }) => rows.length);
  expect(lengths(["a", "b", "c"], 2)).toEqual([2, 1]);
  expect(lengths(["a", "x".repeat(100), "c"], 2)).toEqual([1, 1, 1]);
  expect(lengths([], 2)).toEqual([0]);
});

test("a report has its sentences on one page and its rows on others", () => {
  const shown = { title: "Missing receipts", sentences: ["One."], toReadOut: ["Two."], columns: ["Link", "Kind"], rows: [["a", "b"]] };
  expect(pagesOf(reportSheet(shown)).map(({ rows }) => rows)).toEqual([[["One."], ["Two."]], [["a", "b"]]]);
});

test("a patient's tab is printed page by page, each with whose it is, who printed it and which page it is", async () => {
  const { fake, user } = await openWindow(new Fake());
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "howes alison");
  await screen.findByText(/^\d+ patients$/);
  await user.click((await screen.findAllByText("HOWES, Alison (Mrs)"))[0]!);
  await user.click(await screen.findByRole("button", { name: "Print this tab…" }));
  const page = await screen.findByRole("region", { name: "Page 1 of 1" });
  for (const words of ["Riverside Surgery · Y09999", "HOWES, Alison (Mrs)", "NHS No. 999", "Asha Patel, 21-Nov-2026 14:38 · Page 1 of 1", "TRAINING"]) {
    expect(page).toHaveTextContent(words);
  }
  expect(within(page).getByText("Place of birth")).toBeVisible();
  await user.keyboard("{Control>}p{/Control}");
  expect(fake.called("print_page")).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Back" }));
  expect(await screen.findByRole("button", { name: "Print this tab…" })).toBeVisible();
});
