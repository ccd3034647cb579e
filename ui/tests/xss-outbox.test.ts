// Hostile words in every field of the outbox and of a report: shown as they are, never made into elements.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";
import { PAYLOADS } from "./payloads";

const FOREIGN = "script, iframe, object, embed, img, video, audio, base, form[action], style, link, math, template, marquee, animate, foreignObject";

function expectHarmless() {
  expect(document.body.querySelectorAll(FOREIGN)).toHaveLength(0);
  const handlers = [...document.body.querySelectorAll("*")].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on")));
  expect(handlers).toEqual([]);
  expect(document.body.querySelectorAll("[href], [src]")).toHaveLength(0);
  expect((window as { stolen?: unknown }).stolen).toBeUndefined();
}

test("in the outbox they are text", async () => {
  const fake = new Fake();
  const [row] = fake.outbox.rows(false);
  fake.instead.set("outbox", () => PAYLOADS.slice(0, 12).map((words, n) => ({ ...row!, filing: n + 1, name: words, words, next: words, createdBy: words })));
  const { user } = await openWindow(fake);
  const payload = PAYLOADS[1]!;
  const entry = { at: row!.createdAt, by: payload, about: "filing" as const, what: payload };
  const kept = fake.outbox.detail(4);
  fake.instead.set("filing", () => ({ ...kept, row: { ...kept.row, filing: 1, words: payload, next: payload }, outline: [payload], timeline: [entry], message: [{ raw: payload, words: payload }], letter: { ...kept.letter!, meshId: payload, trouble: payload, receipts: [payload], reports: [payload], attempts: [{ at: entry.at, words: payload }] } }));
  await user.keyboard("{Control>}5{/Control}");
  const grid = await screen.findByRole("grid", { name: "Outbox" });
  expect(within(grid).getAllByRole("gridcell").map((cell) => cell.textContent)).toEqual(expect.arrayContaining(PAYLOADS.slice(0, 12)));
  const pane = screen.getByRole("region", { name: "Filing" });
  for (const tab of ["Timeline", "Evidence", "The message"]) {
    await user.click(await within(pane).findByRole("tab", { name: tab }));
    expect(within(pane).getByRole("tabpanel").textContent).toContain(payload);
    expectHarmless();
  }
});

test("in a report they are text", async () => {
  const fake = new Fake();
  fake.instead.set("report", () => ({ title: PAYLOADS[0], sentences: PAYLOADS, toReadOut: [PAYLOADS[1]], columns: ["Name"], rows: PAYLOADS.map((words) => [words]) }));
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}6{/Control}");
  const cells = await screen.findAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(PAYLOADS);
  expectHarmless();
});
