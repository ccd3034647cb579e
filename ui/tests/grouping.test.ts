import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { row } from "../src/dev/notices";
import { grouped, places } from "../src/lib/grouping";
import { openInbox } from "./support";

const of = (notice: number, patient: number | null) => ({ ...row(notice), notice, patient });
const rows = [of(1, 7), of(2, 8), of(3, null), of(4, 7), of(5, null), of(6, 8), of(7, 7)];

test("what is about one patient stands together, oldest first, where the first of it stood", () => {
  expect(grouped(rows).map(({ notice }) => notice)).toEqual([1, 4, 7, 2, 6, 3, 5]);
  expect([...places(grouped(rows))]).toEqual([
    [1, { nth: 1, of: 3 }], [4, { nth: 2, of: 3 }], [7, { nth: 3, of: 3 }], [2, { nth: 1, of: 2 }], [6, { nth: 2, of: 2 }],
  ]);
});

test("the inbox is grouped and ungrouped by one button, and each row says which of how many it is", async () => {
  const fake = new Fake(3);
  fake.rows = [row(0), row(1), { ...row(2), patient: row(0).patient, name: row(0).name }];
  const { user } = await openInbox(fake);
  const shown = () => within(screen.getByRole("grid")).getAllByRole("row").slice(1).map((one) => one.textContent);
  expect(shown()[2]).toContain("KENNEDY");
  await user.click(screen.getByRole("button", { name: "By patient", pressed: false }));
  expect(shown()[1]).toContain("2 of 2 about KENNEDY");
  expect(shown()[2]).toContain("STEVENS");

  await user.click(screen.getByRole("button", { name: "By patient", pressed: true }));
  expect(shown()[2]).toContain("KENNEDY");
});
