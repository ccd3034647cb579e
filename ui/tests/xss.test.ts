// Hostile words in every field of a row and of a pane: shown as they are, never run, never made into elements.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { detail, row } from "../src/dev/notices";
import { openInbox, pane } from "./support";
import { PAYLOADS } from "./payloads";

/** What the window itself is made of; anything else came out of a payload. */
const FOREIGN = "script, iframe, object, embed, img, video, audio, base, form[action], style, link, math, template, marquee, animate, foreignObject";

function hostile(payload: string): Fake {
  const fake = new Fake(1);
  const first = { ...detail(0), row: { ...row(0), name: payload, nhsNumber: payload, words: payload } };
  const test = { words: payload, holds: false };
  fake.rows = [first.row];
  fake.details.set(1, {
    ...first, person: { ...first.person!, surname: payload, forenames: payload, doctor: payload, address: [payload] },
    tests: [test], routineTests: [test], outline: [payload], rows: [{ field: payload, now: payload, says: payload, erased: true }],
    notes: [{ at: first.row.arrivedAt, by: payload, text: payload }], timeline: [{ at: first.row.arrivedAt, by: payload, what: payload }],
    message: [{ raw: payload, words: payload }], choices: first.choices.map((choice) => ({ ...choice, label: payload, explained: payload })),
  });

  return fake;
}

function expectHarmless(payload: string) {
  expect(document.body.querySelectorAll(FOREIGN), payload).toHaveLength(0);
  const styled = "[style]:not(.app-list__room, .app-list__layer, .app-split)";
  expect(document.body.querySelectorAll(styled), payload).toHaveLength(0);
  const handlers = [...document.body.querySelectorAll("*")].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on")));
  expect(handlers, payload).toEqual([]);
  const links = [...document.body.querySelectorAll("[href], [src]")].map((element) => element.getAttribute("href") ?? element.getAttribute("src"));
  expect(links.filter((to) => !to?.startsWith("#")), payload).toEqual([]);
  expect((window as { stolen?: unknown }).stolen, payload).toBeUndefined();
}

test.each(PAYLOADS)("%s is text in the list and in the pane", async (payload) => {
  const { user } = await openInbox(hostile(payload));
  const shown = within(screen.getByRole("grid")).getAllByRole("gridcell").map((cell) => cell.textContent);
  expect(shown).toContain(payload);
  const timeline = await within(pane()).findByRole("tabpanel");
  expect(timeline.textContent).toContain(`${payload}, ${payload}`);
  expectHarmless(payload);

  const shows: [tab: string, where: string][] = [["The message", "dt"], ["Notes (1)", ".app-notes__text"]];
  for (const [name, where] of shows) {
    await user.click(within(pane()).getByRole("tab", { name }));
    expect(within(pane()).getByRole("tabpanel").querySelector(where)?.textContent).toBe(payload);
    expectHarmless(payload);
  }
}, 30_000);
