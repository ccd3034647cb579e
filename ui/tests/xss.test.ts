// Hostile words wherever words come from outside: shown as they are, never run, never fetched, never made into elements.
import { screen, waitFor, within } from "@testing-library/svelte";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { Fake } from "../src/dev/fake";
import { patientRow } from "../src/dev/people";
import { row } from "../src/dev/notices";
import { poisoned } from "./poison";
import { openInbox, openWindow, pane } from "./support";
import { CHOSEN, PAYLOADS } from "./payloads";

/** What the window itself is made of; anything else came out of a payload. */
const FOREIGN = "script, iframe, object, embed, img, video, audio, base, form[action], style, link, math, template, marquee, animate, foreignObject";
const BATCH = 25;
/** One of each sort: markup, handler, address, frame, style, template, escape, quote, direction. */
const TEN = [0, 1, 2, 6, 7, 18, 26, 31, 33, 41].map((at) => CHOSEN[at]!);

function expectHarmless(payload: string) {
  expect([...document.body.querySelectorAll(FOREIGN)].map(({ outerHTML }) => outerHTML), payload).toEqual([]);
  const styled = "[style]:not(.app-list__room, .app-list__layer, .app-split)";
  expect(document.body.querySelectorAll(styled), payload).toHaveLength(0);
  const handlers = [...document.body.querySelectorAll("*")].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on")));
  expect(handlers, payload).toEqual([]);
  const links = [...document.body.querySelectorAll("[href], [src], [srcset]")].map((element) => element.getAttribute("href") ?? element.getAttribute("src") ?? "srcset");
  expect(links.filter((to) => !to.startsWith("#")), payload).toEqual([]);
  expect((window as { stolen?: unknown }).stolen, payload).toBeUndefined();
}

test("there are two hundred of them", () => expect(PAYLOADS.length).toBeGreaterThanOrEqual(200));

const batches = Array.from({ length: Math.ceil(PAYLOADS.length / BATCH) }, (_, at) => PAYLOADS.slice(at * BATCH, (at + 1) * BATCH));

test.each(batches.map((batch, at) => [at, batch] as const))("in a list each is text (%i)", async (_, batch) => {
  const fake = new Fake(1);
  fake.rows = batch.map((payload, n) => ({ ...row(n), name: payload, nhsNumber: payload, words: payload, kind: "??", state: "to decide" }));
  fake.people = batch.map((payload, n) => ({ ...patientRow(n), name: payload, nhsNumber: payload, postcode: payload, doctor: payload, sex: payload, state: payload }));
  const { user } = await openInbox(fake);
  const cells = () => within(screen.getByRole("grid")).getAllByRole("gridcell").map(({ textContent }) => textContent);
  expect(cells()).toEqual(expect.arrayContaining(batch));
  expectHarmless(batch.join("\n"));

  await user.keyboard("{Control>}3{/Control}");
  await screen.findByRole("grid", { name: "Patients" });
  await waitFor(() => expect(cells()).toEqual(expect.arrayContaining(batch)));
  expectHarmless(batch.join("\n"));
}, 60_000);

/** Every answer of the desk says the payload wherever it says anything. */
class Poisoned extends Fake {
  constructor(private readonly payload: string) {
    super(15, 12);
  }

  override answer(command: string, args: Record<string, unknown>): unknown {
    return poisoned(super.answer(command, args), this.payload);
  }
}

async function looksAt(user: UserEvent, payload: string, tabs: RegExp[]) {
  for (const name of tabs) {
    const tab = screen.queryByRole("tab", { name });
    if (tab) await user.click(tab);
    expectHarmless(payload);
  }
}

test.each(TEN)("in every other field %s is text", async (payload) => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const fake = new Poisoned(payload).install();
  const { user } = await openWindow(fake, payload, payload);
  await screen.findByRole("region", { name: "Rejected by PCSE" });
  expectHarmless(payload);

  await user.keyboard("{Control>}2{/Control}");
  await screen.findByRole("grid", { name: "Messages" });
  for (let n = 0; n < 15; n++) {
    await waitFor(() => expect(pane().querySelector("h1")).not.toBeNull());
    await looksAt(user, payload, [/Timeline/, /The message/, /Notes/]);
    for (const details of pane().querySelectorAll("details")) details.open = true;
    expectHarmless(payload);
    const choices = [...pane().querySelectorAll<HTMLElement>(".app-pane > .app-actions:not(.app-actions--quiet) button")];
    if (choices[1]) await user.click(choices[1]);
    expectHarmless(payload);
    // A choice may have led to a form of its own.
    await user.keyboard("{Control>}2{/Control}");
    (await screen.findByRole("grid", { name: "Messages" })).focus();
    await user.keyboard("{ArrowDown}");
  }
  await user.click(screen.getByRole("button", { name: "Clear routine…" }));
  expect((await screen.findByRole("dialog")).textContent).toContain(payload);
  expectHarmless(payload);
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }));

  await user.keyboard("{Control>}3{/Control}");
  await user.click((await within(await screen.findByRole("grid", { name: "Patients" })).findAllByRole("row"))[1]!);
  await screen.findByRole("heading", { name: "Patient record" });
  await looksAt(user, payload, [/Summary/, /Timeline/, /Notes/, /Household/]);

  await user.keyboard("{Control>}k{/Control}");
  await user.keyboard("kennedy");
  expectHarmless(payload);
  expect(fetched).not.toHaveBeenCalled();
}, 90_000);

test.each(TEN)("in a refusal %s is text", async (payload) => {
  const fake = new Fake(3);
  const refuse = () => {
    throw { code: payload, message: payload, fields: [{ field: payload, message: payload }] };
  };
  for (const command of ["decide", "undo", "today", "notice", "patient"]) fake.instead.set(command, refuse);
  const { user } = await openInbox(fake);
  expect((await within(pane()).findByRole("alert")).textContent).toContain(payload);
  expectHarmless(payload);
  await user.keyboard("{Control>}1{/Control}");
  await waitFor(() => expect(document.querySelector(".app-today .app-error-summary")?.textContent).toContain(payload));
  expectHarmless(payload);
});
