import { expect, test } from "vitest";

import { changeOf, summary } from "../src/lib/diff";

const row = (now: string | null, says: string | null, erased = false) => ({ field: "Title", now, says, erased });

test("a value that differs is a change, one that fills a blank is an addition", () => {
  expect(changeOf(row("Miss", "Mrs"))).toBe("changed");
  expect(changeOf(row(null, "Mrs"))).toBe("added");
  expect(changeOf(row("Mrs", "Mrs"))).toBe("same");
});

test("an erased value is a removal, and nothing where there was none", () => {
  expect(changeOf(row("yes", null, true))).toBe("removed");
  expect(changeOf(row(null, null, true))).toBe("same");
});

test("the summary counts changes and removals apart", () => {
  expect(summary([row("A", "B"), row(null, "C"), row("D", null, true)])).toBe("2 changes, 1 removal");
  expect(summary([row("A", "B")])).toBe("1 change");
  expect(summary([row("A", "A")])).toBe("nothing changes");
});
