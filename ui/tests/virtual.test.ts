import { expect, test } from "vitest";

import { drawn, moved, scrollTo } from "../src/lib/virtual";

const [ROW, HEIGHT, MANY] = [31, 620, 100_000];

test("only what is seen and a little more is drawn of 100,000 rows", () => {
  expect(drawn(0, HEIGHT, ROW, MANY)).toEqual({ first: 0, end: 28 });
  expect(drawn(50_000 * ROW, HEIGHT, ROW, MANY)).toEqual({ first: 49_992, end: 50_028 });
  expect(drawn(MANY * ROW - HEIGHT, HEIGHT, ROW, MANY)).toEqual({ first: 99_972, end: 100_000 });
});

test("a list that became shorter than its scrolling still draws its last row", () => {
  expect(drawn(5_000, HEIGHT, ROW, 3)).toEqual({ first: 2, end: 3 });
  expect(drawn(0, HEIGHT, ROW, 0)).toEqual({ first: 0, end: 0 });
});

test("scrolls no more than is needed to show a row whole", () => {
  expect(scrollTo(3, 0, HEIGHT, ROW)).toBe(0);
  expect(scrollTo(20, 0, HEIGHT, ROW)).toBe(31);
  expect(scrollTo(1, 620, HEIGHT, ROW)).toBe(31);
});

test("keys move within the list and never out of it", () => {
  expect(moved("ArrowDown", 9, 10, 5)).toBe(9);
  expect(moved("ArrowUp", 0, 10, 5)).toBe(0);
  expect(moved("PageDown", 2, 10, 5)).toBe(7);
  expect(moved("End", 0, MANY, 5)).toBe(99_999);
  expect(moved("a", 0, 10, 5), "a letter moves nothing").toBeNull();
  expect(moved("ArrowDown", 0, 0, 5), "an empty list has nowhere to go").toBeNull();
});
