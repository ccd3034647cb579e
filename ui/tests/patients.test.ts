import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

test("F3 leads to the one search box, and what is found opens with Enter", async () => {
  const { user } = await openWindow();
  await user.keyboard("{F3}");
  const grid = await screen.findByRole("grid", { name: "Patients" });
  expect(grid).toHaveAttribute("aria-rowcount", "401");

  await user.type(screen.getByRole("searchbox"), "asquith");
  expect(await screen.findByText("20 patients")).toBeVisible();
  await user.click(within(grid).getAllByRole("row")[1]!);
  const banner = await screen.findByRole("region", { name: "Patient" });
  expect(banner).toHaveTextContent("ASQUITH, Roger (Lord)");
  expect(banner).toHaveTextContent("no number");
});

test("nobody found is said with what to try", async () => {
  const { user } = await openWindow();
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "zzz");
  expect(await screen.findByText("No one found for “zzz”")).toBeVisible();
});

test("the record shows the flag, the household and the timeline", async () => {
  const { user } = await openWindow();
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "howes alison");
  await screen.findByText(/^\d+ patients$/);
  await user.click((await screen.findAllByText("HOWES, Alison (Mrs)"))[0]!);
  expect(await screen.findByRole("region", { name: "FP69" })).toHaveTextContent("21 days left, until");
  await user.click(screen.getByRole("tab", { name: "Household (2)" }));
  expect(screen.getByRole("tabpanel")).toHaveTextContent("PATEL, Rohan");
});

test("the timeline is narrowed to one kind of thing", async () => {
  const { fake, user } = await openWindow();
  const usual = fake.answer("patient", { patient: 4 }) as { timeline: unknown[] };
  const entry = (about: string, what: string) => ({ at: "2026-11-20T10:00:00Z", by: "", about, what });
  fake.instead.set("patient", () => ({ ...usual, timeline: [entry("filing", "Amendment filed"), entry("notice", "Deduction came"), entry("note", "Note: rang")] }));
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "howes alison");
  await screen.findByText(/^\d+ patients$/);
  await user.click((await screen.findAllByText("HOWES, Alison (Mrs)"))[0]!);
  await user.click(await screen.findByRole("tab", { name: "Timeline" }));
  expect(within(screen.getByRole("tabpanel")).getAllByRole("listitem")).toHaveLength(3);
  await user.selectOptions(screen.getByLabelText("Show"), "What PCSE sent");
  expect(within(screen.getByRole("tabpanel")).getAllByRole("listitem").map((one) => one.textContent)).toEqual([expect.stringContaining("Deduction came")]);
});

test("what was looked for and not found goes along into the registration", async () => {
  const { user } = await openWindow();
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "zzyzx 23 may 1956");
  await user.click(await screen.findByRole("button", { name: "Register a patient…" }));
  expect(await screen.findByLabelText("Surname")).toHaveValue("Zzyzx");
  expect(screen.getByLabelText("Year")).toHaveValue("1956");
});

test("an empty list says how a list is brought in", async () => {
  const { user } = await openWindow(new Fake(0, 0));
  await user.keyboard("{F3}");
  await user.click(await screen.findByRole("button", { name: "How to import a list" }));
  expect(await screen.findByRole("heading", { name: "Import a list" })).toBeVisible();
});
