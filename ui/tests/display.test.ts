import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

async function openDisplay(fake = new Fake()) {
  const opened = await openWindow(fake);
  await opened.user.click(screen.getByRole("button", { name: "Display" }));

  return { ...opened, dialog: await screen.findByRole("dialog", { name: "Display" }) };
}

const page = () => document.documentElement.dataset;

test("the window looks as this person had it, and asks for nothing to be kept", async () => {
  const fake = new Fake();
  fake.display = { ...fake.display, text: 150, density: "comfortable", split: 40, notifies: false };
  const { dialog } = await openDisplay(fake);
  expect([page().text, page().density]).toEqual(["150", "comfortable"]);
  expect(within(dialog).getByLabelText("150 %")).toBeChecked();
  expect(within(dialog).getByLabelText(/^Tell me through this computer/)).not.toBeChecked();
  expect(fake.called("keep_display")).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("each choice is kept, the notifications among them", async () => {
  const { dialog, fake, user } = await openDisplay();
  await user.click(within(dialog).getByLabelText("125 %"));
  await user.click(within(dialog).getByLabelText(/^Tell me through this computer/));
  const kept = { text: 125, density: "dense", split: 52, singleKeys: false, letters: ["j", "k", "n", "m", "/"] };
  expect(fake.called("keep_display").map(({ display }) => display)).toEqual([
    { ...kept, notifies: true },
    { ...kept, notifies: false },
  ]);
});

test("many choices in a row are kept one at a time, the last of them last", async () => {
  const fake = new Fake();
  const answers: (() => void)[] = [];
  fake.instead.set("keep_display", () => new Promise<void>((done) => answers.push(done)));
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}+++{/Control}");
  expect(fake.called("keep_display")).toHaveLength(1);
  answers.shift()!();
  await expect.poll(() => fake.called("keep_display")).toHaveLength(2);
  expect(fake.called("keep_display")[1]).toMatchObject({ display: { text: 150 } });
});

test("what is chosen while the practice is being opened is not lost", async () => {
  const fake = new Fake();
  let opened: (kept: unknown) => void = () => {};
  fake.instead.set("display", () => new Promise((done) => (opened = done)));
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}+{/Control}");
  opened({ ...fake.display, text: 150, density: "comfortable", split: 40, notifies: false });
  await expect.poll(() => fake.called("keep_display")).toEqual([{ display: { ...fake.display, text: 110 } }]);
  expect(page().text).toBe("110");
});

test("what cannot be kept is told once, and looks as it was chosen", async () => {
  const fake = new Fake();
  fake.instead.set("keep_display", () => {
    throw { code: "E923", message: "The practice's file cannot be written to.", fields: [] };
  });
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}+{/Control}");
  expect(await screen.findByText("The practice's file cannot be written to.")).toBeVisible();
  expect(page().text).toBe("110");
  expect(fake.called("keep_display")).toHaveLength(1);
});
