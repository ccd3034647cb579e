import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { detail } from "../src/dev/notices";
import { CHOSEN, commandsOf } from "../src/lib/commands";
import { DeskWindow } from "../src/lib/window.svelte";
import { openInbox, openWindow, pane } from "./support";

test("no command has a single letter", async () => {
  const { user } = await openWindow();
  await user.click(screen.getByRole("button", { name: "Keys" }));
  const dialog = await screen.findByRole("dialog", { name: "Keys of this program" });
  const keys = [...dialog.querySelectorAll("dt")].map((dt) => dt.textContent!.replace(/\s+/g, " ").trim());
  expect(keys).toContain("Ctrl K");
  expect(keys.filter((shown) => /^[A-Z]$/.test(shown))).toEqual([]);
});

test("the palette finds a command by a few letters and shows its key", async () => {
  const { user } = await openWindow();
  await user.keyboard("{Control>}k{/Control}");
  await user.keyboard("filter");
  expect(screen.getAllByRole("option")[0]).toHaveTextContent("Filter this list");
  expect(screen.getAllByRole("option")[0]).toHaveTextContent("Ctrl F");
});

test("the palette finds a patient by number and opens the record", async () => {
  const { user } = await openWindow();
  await user.keyboard("{Control>}k{/Control}");
  await user.keyboard("9990000026");
  await screen.findByRole("option", { name: /STEVENS/ });
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("region", { name: "Patient" })).toHaveTextContent("STEVENS, Charles Anthony (Mr)");
});

test("what is chosen in the native menu does what its key does, but not over a dialog", async () => {
  const { user } = await openWindow();
  await emit("chosen", { what: "keys" });
  expect(await screen.findByRole("dialog", { name: "Keys of this program" })).toBeVisible();
  await emit("chosen", { what: "patients" });
  expect(screen.queryByRole("heading", { name: "Patients" })).toBeNull();
  await user.click(screen.getByRole("button", { name: /^Close/ }));
  await emit("chosen", { what: "patients" });
  expect(await screen.findByRole("heading", { name: "Patients" })).toBeVisible();
});

test("everything in the native menu is a command of the window", () => {
  const words = commandsOf(new DeskWindow()).map((command) => command.words);
  expect(Object.values(CHOSEN).filter((chosen) => !words.includes(chosen))).toEqual([]);
});

test("arrows move the selection while the focus stays on the list", async () => {
  const { user } = await openInbox();
  const grid = screen.getByRole("grid", { name: "Messages" });
  grid.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  const row = within(grid).getByRole("row", { selected: true });
  expect(row).toHaveTextContent("OKAFOR");
  expect(grid).toHaveFocus();
  expect(grid.getAttribute("aria-activedescendant")).toBe(row.id);
});

test("F6 goes from pane to pane and round again", async () => {
  const { user } = await openInbox();
  screen.getByRole("grid", { name: "Messages" }).focus();
  await user.keyboard("{F6}");
  expect(pane()).toHaveFocus();
  await user.keyboard("{F6}");
  expect(screen.getByRole("button", { name: /^Inbox/ })).toHaveFocus();
  await user.keyboard("{Shift>}{F6}{/Shift}");
  expect(pane()).toHaveFocus();
});

test("F8 passes over what is no longer to decide", async () => {
  const { user } = await openInbox();
  await user.keyboard("{F8}{F8}{F8}");
  expect(within(screen.getByRole("grid")).getByRole("row", { selected: true })).toHaveTextContent("ASQUITH");
});

test("F4 leads to the note, which goes to the message that is open", async () => {
  const { fake, user } = await openInbox(undefined, "STEVENS, Charles Anthony (Mr)");
  await within(pane()).findByRole("button", { name: "Record deduction" });
  await user.keyboard("{F4}");
  await waitFor(() => expect(screen.getByLabelText("Add an internal note")).toHaveFocus());
  await user.keyboard("Asked the patient");
  await user.click(screen.getByRole("button", { name: "Add note" }));
  expect(fake.called("add_note")).toEqual([{ on: { notice: 2 }, text: "Asked the patient" }]);
});

test("the list is made wider by keys, and that is kept", async () => {
  const { fake, user } = await openInbox();
  const bar = screen.getByRole("separator", { name: "Width of the list" });
  bar.focus();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  expect(bar).toHaveAttribute("aria-valuenow", "56");
  await waitFor(() => expect(fake.display).toMatchObject({ split: 56, text: 100 }));
});

test("text grows by key up to twice its size", async () => {
  const { user } = await openWindow();
  await user.keyboard("{Control>}++++++++{/Control}");
  expect(document.documentElement.dataset.text).toBe("200");
});

test("keys rest while a dialog is open", async () => {
  const { fake, user } = await openWindow();
  await user.keyboard("{Control>}k{/Control}");
  await screen.findByRole("dialog");
  await user.keyboard("{F5}");
  expect(fake.called("check_now")).toEqual([]);
});

test("a key that is held down decides one message, not one after another", async () => {
  const { fake } = await openInbox(undefined, detail(5).row.name!);
  await within(pane()).findByRole("button", { name: "Record approval" });
  for (const repeat of [false, true, true]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, repeat, bubbles: true }));
    await waitFor(() => expect(fake.called("decide").length).toBe(1));
  }
  await waitFor(() => expect(within(pane()).queryByRole("button", { name: "Record approval" })).toBeNull());
  expect(fake.called("decide").length).toBe(1);
});

test("the training clock is moved by three plain buttons, and only in training", async () => {
  const { fake, user } = await openWindow();
  await user.click(screen.getByRole("button", { name: "Clock…" }));
  await user.click(await screen.findByRole("button", { name: "Go 11 working days on" }));
  expect(fake.called("push_clock")).toEqual([{ push: "elevenWorkingDays" }]);
});

test("a refusal is in the title of the window while it is shown", async () => {
  const fake = new Fake();
  fake.instead.set("notice", () => {
    throw { code: "store-busy", message: "The list is being written. Try again in a moment.", fields: [] };
  });
  await openInbox(fake);
  expect(await screen.findByText("The list is being written. Try again in a moment.")).toBeVisible();
  expect(document.title).toBe("Error: TRAINING · Inbox · Linkdesk");
});

test("the keyboard is led to the list of a new screen, and back to it when a decision takes the buttons away", async () => {
  const { user } = await openInbox();
  const grid = screen.getByRole("grid", { name: "Messages" });
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard("{ArrowDown}");
  await user.click(await within(pane()).findByRole("button", { name: "Record deduction" }));
  await waitFor(() => expect(pane()).toHaveTextContent("OKAFOR"));
  await waitFor(() => expect(grid).toHaveFocus());
});

async function withSingleKeys() {
  const fake = new Fake();
  fake.display = { ...fake.display, singleKeys: true };
  const opened = await openInbox(fake);
  const grid = screen.getByRole("grid", { name: "Messages" });
  grid.focus();

  return { ...opened, grid, selected: () => within(grid).getByRole("row", { selected: true }).textContent };
}

test("a single key does nothing until somebody turns single keys on", async () => {
  const { user } = await openInbox();
  const grid = screen.getByRole("grid", { name: "Messages" });
  grid.focus();
  const before = within(grid).getByRole("row", { selected: true }).id;
  await user.keyboard("jj");
  expect(within(grid).getByRole("row", { selected: true }).id).toBe(before);
});

test("single keys move in a list that has the focus, and rest while anything is typed", async () => {
  const { user, grid, selected } = await withSingleKeys();
  await user.keyboard("jj");
  expect(selected()).toContain("OKAFOR");
  await user.keyboard("k");
  expect(selected()).toContain("STEVENS");
  await user.keyboard("n");
  await waitFor(() => expect(screen.getByLabelText("Add an internal note")).toHaveFocus());
  grid.focus();
  await user.keyboard("/");
  const box = screen.getByRole("searchbox");
  expect(box).toHaveFocus();
  await user.keyboard("jk");
  expect(box).toHaveValue("jk");
});

test("single keys are turned on in the settings, each with a letter that no other has, and kept", async () => {
  const { user, fake } = await openWindow();
  await user.click(screen.getByRole("button", { name: "Settings" }));
  await user.click(within(await screen.findByRole("navigation", { name: "Settings" })).getByRole("button", { name: "Keyboard" }));
  await user.click(await screen.findByLabelText("Use single keys in lists"));
  const next = screen.getByLabelText("Next row");
  await user.clear(next);
  await user.type(next, "k");
  expect(next).toHaveAccessibleDescription(/Enter one key that no other line has/);
  await user.clear(next);
  await user.type(next, "d");
  expect(next).toBeValid();
  await waitFor(() => expect(fake.called("keep_display").at(-1)).toMatchObject({ display: { singleKeys: true, letters: ["d", "k", "n", "m", "/"] } }));
});

test("no key and no menu of the system loads the page again over what was typed", async () => {
  const { user } = await openWindow();
  await user.click(screen.getByRole("button", { name: "Keys" }));
  const dialog = await screen.findByRole("dialog", { name: "Keys of this program" });
  for (const keys of [{ key: "F5" }, { key: "r", ctrlKey: true }, { key: "R", ctrlKey: true, shiftKey: true }]) {
    expect(await fireEvent.keyDown(dialog, keys), keys.key).toBe(false);
  }
  expect(await fireEvent.keyDown(dialog, { key: "r" })).toBe(true);
  expect(await fireEvent.contextMenu(screen.getByRole("main"))).toBe(false);
  await user.click(within(dialog).getByRole("button", { name: /^Close/ }));
  await user.keyboard("{Control>}k{/Control}");
  expect(await fireEvent.contextMenu(await screen.findByRole("combobox"))).toBe(true);
});
