// Every field says why it is asked for, in the guide's words.
import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { BLANK } from "../src/dev/forms";
import { Fake } from "../src/dev/fake";
import { pages, textOf } from "../src/lib/guide";
import { whyOf } from "../src/lib/why";
import { openWindow } from "./support";

type Opened = Awaited<ReturnType<typeof openWindow>>;

const isExplained = (field: Element): boolean => {
  const box = field.closest<HTMLElement>("[data-why]");
  if (!box) return false;

  return document.getElementById(box.dataset.why ?? "") !== null || isExplained(box.parentElement!);
};

/** The fields on screen that say nothing, by their labels. */
function silent(root: ParentNode = document.querySelector("main")!): string[] {
  const fields = [...root.querySelectorAll<HTMLInputElement>("input, select, textarea")];
  expect(fields.length).toBeGreaterThan(0);

  return fields.filter((field) => !isExplained(field)).map((field) => field.labels?.[0]?.textContent?.trim() || field.id || field.outerHTML);
}

async function openRecord(fake = new Fake()): Promise<Opened> {
  const opened = await openWindow(fake);
  await opened.user.keyboard("{F3}");
  await opened.user.type(await screen.findByRole("searchbox"), "kennedy");
  await opened.user.click((await screen.findAllByText(/^KENNEDY/))[0]!);
  await screen.findByRole("button", { name: "Amend…" });

  return opened;
}

test("no two lines of the guide's page are about one field, and none is empty", () => {
  const rows = pages().get("fields")!.blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
  const names = rows.map(([name]) => textOf(name!));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(rows.filter(([, why]) => textOf(why!).length < 20).map(([name]) => textOf(name!))).toEqual([]);
  expect(whyOf("Locality (optional)")).toBe(whyOf("Locality"));
  expect(whyOf("No such field")).toBeNull();
});

test.each([["3", 7], ["4", 7], ["2", 6]])("every field of a registration of kind %s says why", async (kind, count) => {
  const fake = new Fake();
  fake.instead.set("begin_registration", () => ({ form: { ...BLANK, kind, tracedOn: "2026-11-21" }, said: [], lookAt: null }));
  const usual = fake.answer("register_choices", {}) as { authorities: object[] };
  fake.instead.set("register_choices", () => ({ ...usual, authorities: [{ ha: "KC", name: "Kent" }, { ha: "LDS", name: "Leeds" }] }));
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}4{/Control}");
  await user.click(await screen.findByRole("button", { name: "Start a registration" }));
  const sections = within(await screen.findByRole("navigation", { name: "Sections of the registration" })).getAllByRole("listitem");
  expect(sections).toHaveLength(count);
  for (const section of sections.slice(0, -1)) {
    await user.click(within(section).getByRole("button"));
    expect(silent(), section.textContent!).toEqual([]);
  }
});

test("every field of an amendment says why", async () => {
  const fake = new Fake();
  const usual = fake.answer("begin_amendment", { patient: 1 }) as { person: object };
  fake.instead.set("begin_amendment", () => ({ ...usual, person: { ...usual.person, fp69ExpiresOn: "2026-12-12" } }));
  const { user } = await openRecord(fake);
  await user.keyboard("{F2}");
  for (const tab of await screen.findAllByRole("tab")) {
    await user.click(tab);
    expect(silent(), tab.textContent!).toEqual([]);
  }
});

test("every field of a removal says why, whatever the reason", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const { user } = await openRecord(fake);
  await user.click(screen.getByRole("button", { name: "Request removal…" }));
  for (const reason of await screen.findAllByRole("radio")) {
    await user.click(reason);
    expect(silent(), (reason as HTMLInputElement).value).toEqual([]);
  }
  await user.click(screen.getByRole("button", { name: "Back to the record" }));
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  await user.click(await screen.findByRole("button", { name: "Remove out of area…" }));
  await screen.findByLabelText("Reason for the removal");
  expect(silent()).toEqual([]);
});

test("every field of what is put right by hand says why", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const { user } = await openRecord(fake);
  await user.click(screen.getByRole("button", { name: "Put right by hand…" }));
  for (const what of await screen.findAllByRole("radio")) {
    await user.click(what);
    expect(silent(screen.getByRole("form", { name: "Put right by hand" })), (what as HTMLInputElement).value).toEqual([]);
  }
});

test("every setting says why", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const links = [1, 2].map((link) => ({ ...fake.chosen.page.links[0]!, link, service: `XX${link}` }));
  fake.chosen.page = { ...fake.chosen.page, training: false, links };
  const { user } = await openWindow(fake);
  await user.click(screen.getByRole("button", { name: "Settings" }));
  await screen.findByText(/^Link code/);
  for (const part of within(screen.getByRole("navigation", { name: "Settings" })).getAllByRole("button")) {
    await user.click(part);
    const more = screen.queryByRole("button", { name: "Add a doctor…" }) ?? (part.textContent === "MESH connection" ? screen.getByRole("button", { name: "Change…" }) : null);
    if (more) await user.click(more);
    if (part.textContent === "Keyboard") await user.click(screen.getByLabelText("Use single keys in lists"));
    expect(silent(), part.textContent!).toEqual([]);
  }
});

test("F1 in a field opens its words and leads to them, Escape leads back, and what was typed stays", async () => {
  const { user } = await openRecord();
  await user.keyboard("{F2}");
  const road = await screen.findByLabelText("Number and road");
  await user.type(road, "14 Mill Brow");
  await user.keyboard("{F1}");
  const words = screen.getByText(/A wrong split of the address/);
  expect(words).toBeVisible();
  expect(words).toHaveFocus();
  await user.keyboard("{Escape}");
  expect(road).toHaveFocus();
  expect(words).not.toBeVisible();
});

test("F1 beside the fields opens the guide, and an amendment that was begun is still there afterwards", async () => {
  const { user } = await openRecord();
  await user.keyboard("{F2}");
  await user.type(await screen.findByLabelText("Number and road"), "14 Mill Brow");
  screen.getByRole("button", { name: "Confirm and queue" }).focus();
  await user.keyboard("{F1}");
  await screen.findByRole("region", { name: "Guide" });
  await user.keyboard("{Control>}3{/Control}");
  await waitFor(() => expect(screen.getByLabelText("Number and road")).toHaveValue("14 Mill Brow"));
});
