import { expect, test } from "vitest";

import { ageInDays, expiryIn, longDay, plusDays, quarterOf, readDay, shownAt, shownDay, spokenDay } from "../src/lib/dates";

test("days are never shown as numbers alone", () => {
  expect(shownDay("2026-11-21")).toBe("21-Nov-2026");
  expect(spokenDay("2026-11-01")).toBe("1 November 2026");
  expect(longDay("2026-11-23")).toBe("Monday 23 November 2026");
  expect(longDay("2028-02-29")).toBe("Tuesday 29 February 2028");
});

test("times are the practice's own, in summer too", () => {
  expect(shownAt("2026-07-01T23:30:00Z")).toBe("02-Jul-2026 00:30");
  expect(shownAt("2026-11-21T14:38:00Z")).toBe("21-Nov-2026 14:38");
});

test("a day is read however it was typed, and only where it exists", () => {
  for (const typed of ["23/5/1940", "23 May 1940", "23-05-1940", "1940-05-23", " 23.5.1940 ", "23051940"]) {
    expect(readDay(typed), typed).toBe("1940-05-23");
  }
  for (const typed of ["31/2/2026", "5/23/1940", "tomorrow", "99991940", "2305194", ""]) expect(readDay(typed), typed).toBeNull();
});

test("ages count the practice's days and never run backwards", () => {
  expect(ageInDays("2026-11-20T23:59:00Z", "2026-11-21T00:01:00Z")).toBe("1d");
  expect(ageInDays("2026-11-22T14:00:00Z", "2026-11-21T09:00:00Z")).toBe("0d");
  expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
});

test("a quarter begins and ends with its months", () => {
  expect(quarterOf("2026-11-21")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(quarterOf("2026-06-30")).toEqual({ from: "2026-04-01", to: "2026-06-30" });
  expect(quarterOf("2028-02-29")).toEqual({ from: "2028-01-01", to: "2028-03-31" });
});

test("finds the day on which an FP69 flag expires", () => {
  expect(expiryIn(["FP69 notice, 999 000 0018, expires 12-Dec-2026"])).toBe("2026-12-12");
  expect(expiryIn(["FP69 notice, expiry date not given"])).toBeNull();
});
