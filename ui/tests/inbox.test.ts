import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { row } from "../src/dev/notices";
import { openInbox, openWindow, pane } from "./support";

const grid = () => screen.getByRole("grid", { name: "Messages" });
const selected = () => within(grid()).getByRole("row", { selected: true }).textContent;

test("a deduction has no key of its own, the next message opens, and undo brings it back", async () => {
  const { fake, user } = await openInbox(new Fake(), "STEVENS, Charles Anthony (Mr)");
  const record = await within(pane()).findByRole("button", { name: "Record deduction" });

  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(record, "the key leads to the button, and no further").toHaveFocus();
  expect(fake.called("decide")).toEqual([]);
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Recorded.")).toBeVisible();
  expect(fake.called("decide")[0]).toEqual({
    answered: [],
    form: { notice: 2, choice: "record", reason: null, seen: 1, on: null, text: null, confirmNumber: false, address: null, note: null, removal: null },
  });
  expect(selected()).toContain("OKAFOR");

  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(fake.called("undo")).toEqual([{ notice: 2, reason: null }]));
  await waitFor(() => expect(selected()).toContain("STEVENS"));
});

test("the offer to undo stays until the next act", async () => {
  const { user } = await openInbox(new Fake(), "STEVENS, Charles Anthony (Mr)");
  await user.click(await within(pane()).findByRole("button", { name: "Record deduction" }));
  expect(await screen.findByRole("button", { name: /Undo/ })).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("button", { name: /Undo/ })).toBeNull();
});

test("the filter says how many of how many, and Escape clears it", async () => {
  const { user } = await openInbox();
  await user.keyboard("{Control>}f{/Control}");
  await user.keyboard("deduction");
  expect(await screen.findByText("11 of 35")).toBeVisible();

  await user.keyboard("zzz");
  expect(await screen.findByText("No message fits this filter")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByText("0 of 35")).toBeNull();
});

test("the pane follows the filter: what it has left out cannot be decided by key", async () => {
  const { fake, user } = await openInbox(new Fake(), "STEVENS, Charles Anthony (Mr)");
  await user.keyboard("{Control>}f{/Control}");
  await user.keyboard("rejection");
  expect(await within(pane()).findByRole("heading", { name: /Registration rejected/ })).toBeVisible();
  expect(selected()).toContain("ASQUITH");

  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(fake.called("decide"), "the rejection asks first, and the deduction is left alone").toEqual([]);
});

test("clearing routine messages sends exactly what was previewed and kept ticked", async () => {
  const { fake, user } = await openInbox();
  await user.click(screen.getByRole("button", { name: "Clear routine…" }));
  const dialog = await screen.findByRole("dialog", { name: "Clear routine messages" });
  expect(await within(dialog).findByText("this kind of notice is always decided by a person", { exact: false })).toBeVisible();

  await user.click(within(dialog).getByRole("checkbox", { name: "Clear STEVENS, Charles Anthony (Mr)" }));
  await user.click(within(dialog).getByRole("button", { name: "Clear 4 routine messages" }));
  await waitFor(() => expect(fake.called("clear_routine")).toEqual([{ notices: [3, 6, 10, 25] }]));
});

test("an unmatched message is matched by a person, never by itself", async () => {
  const { fake, user } = await openInbox(new Fake(), "Not matched");
  const found = await within(pane()).findAllByRole("article");
  expect(found[0]).toHaveTextContent("NHS number the same: yes");
  expect(found[0]).toHaveTextContent("Surname the same: no");
  expect(within(pane()).queryByRole("button", { name: /Record deduction/ })).toBeNull();

  await user.click(within(found[0]!).getByRole("button", { name: /Match to this patient/ }));
  await waitFor(() => expect(fake.called("match_notice")).toEqual([{ notice: 7, patient: 6 }]));
  expect(await within(pane()).findByRole("button", { name: "Record deduction" })).toBeVisible();
});

test("a refusal leads to its field and keeps what was typed", async () => {
  const fake = new Fake();
  fake.instead.set("decide", () => {
    throw { code: "form-address", message: "The registration was not sent.", fields: [{ field: "postTown", message: "Enter the post town" }, { field: "surname", message: "Enter the surname" }] };
  });
  const { user } = await openInbox(fake, "HOWES, Alison (Mrs)");
  await user.click(await within(pane()).findByRole("button", { name: "New address…" }));
  await user.type(within(pane()).getByLabelText("Number and road"), "4 Long Lane");
  await user.click(within(pane()).getByRole("button", { name: "New address" }));

  const summary = await within(pane()).findByRole("alert");
  expect(summary.parentElement).toHaveFocus();
  expect(within(summary).queryByRole("link", { name: "Enter the surname" }), "the record's, not this form's").toBeNull();
  await user.click(within(summary).getByRole("link", { name: "Enter the post town" }));
  expect(within(pane()).getByLabelText("Post town")).toHaveFocus();
  expect(within(pane()).getByLabelText("Number and road")).toHaveValue("4 Long Lane");
});

test("what the desk says is missing is asked for, although the choice did not need it before", async () => {
  const fake = new Fake();
  fake.instead.set("decide", () => {
    throw { code: "E870", message: "The deduction has no date.", fields: [{ field: "on", message: "Enter the date" }] };
  });
  const { user } = await openInbox(fake, "STEVENS, Charles Anthony (Mr)");
  await user.click(await within(pane()).findByRole("button", { name: "Record deduction" }));
  await user.type(await within(pane()).findByLabelText("Day"), "18/11/2026");
  fake.instead.delete("decide");
  await user.click(within(pane()).getByRole("button", { name: "Record deduction" }));
  await waitFor(() => expect(fake.called("decide").at(-1)).toMatchObject({ form: { choice: "record", on: "2026-11-18" } }));
});

test("a viewer reads and has nothing to press", async () => {
  const fake = new Fake();
  fake.role = "viewer";
  const { user } = await openInbox(fake, "STEVENS, Charles Anthony (Mr)");
  expect(await within(pane()).findByText(/Deciding needs a clerk/)).toBeVisible();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(fake.called("decide")).toEqual([]);
});

test("a key that nobody hears is forgotten, not kept for the next message", async () => {
  const { fake, user } = await openInbox(new Fake(), "Not matched");
  await within(pane()).findAllByRole("article");
  await user.keyboard("{Control>}{Enter}{/Control}{ArrowUp}");
  await within(pane()).findByRole("button", { name: "Record approval" });
  expect(fake.called("decide")).toEqual([]);
});

test("an empty inbox says so and offers to look", async () => {
  const { fake, user } = await openWindow(new Fake(0));
  await user.keyboard("{Control>}2{/Control}");
  await user.click(await screen.findByRole("button", { name: /Check now/ }));
  expect(screen.getByText("No messages to decide")).toBeVisible();
  expect(fake.called("check_now").length).toBe(1);
});

test("100,000 messages are held, and few of them drawn", async () => {
  const { user } = await openInbox(new Fake(100_000));
  await waitFor(() => expect(Number(grid().getAttribute("aria-rowcount"))).toBeGreaterThan(90_000), { timeout: 15_000 });
  expect(within(grid()).getAllByRole("row").length).toBeLessThan(60);
  grid().focus();
  await user.keyboard("{End}");
  await waitFor(() => expect(selected()).toContain("Flag removal"));
}, 40_000);

test("a list that is narrowed to others is read from its top", async () => {
  const { user } = await openInbox(new Fake(2_000));
  await waitFor(() => expect(grid()).toHaveAttribute("aria-rowcount", "1868"));
  grid().scrollTop = 3_000;
  await user.keyboard("{Control>}f{/Control}");
  await user.keyboard("okafor");
  await waitFor(() => expect(within(grid()).getAllByRole("row")[1]).toHaveTextContent("OKAFOR"));
  expect(grid().scrollTop).toBe(0);
});

test("new messages do not pull the list from under who reads it", async () => {
  const { fake } = await openInbox(new Fake(2_000));
  await waitFor(() => expect(grid()).toHaveAttribute("aria-rowcount", "1868"));
  grid().scrollTop = 3_000;
  fake.rows = [{ ...row(0), notice: 9_999 }, ...fake.rows];
  await fake.changed("inbox");
  await waitFor(() => expect(grid()).toHaveAttribute("aria-rowcount", "1869"));
  expect(grid().scrollTop).toBe(3_000);
  expect(await screen.findByText("1 new message to decide")).toBeInTheDocument();
});

test("a desk that stops answering is told of, and what it said before stays", async () => {
  const { fake, user } = await openInbox();
  fake.instead.set("standing", () => {
    throw new Error("gone");
  });
  await fake.changed("link");
  expect(await screen.findByText("What you see may be out of date.")).toBeVisible();
  expect(selected()).toContain("KENNEDY");
  fake.instead.delete("standing");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByText("What you see may be out of date.")).toBeNull());
});

test("a message that could not be read at all is shown with what is known, and somebody says that it was seen to", async () => {
  const fake = new Fake();
  fake.letters = [{ letter: 5, receivedAt: "2026-11-20T10:02:00Z", sender: "LEE1", ris: 42, size: 1_204, code: "W-1", words: "it is meant for another practice" }];
  const { user } = await openInbox(fake);
  await user.click(within(screen.getByRole("navigation", { name: "Views of the inbox" })).getByRole("button", { name: /^Set aside/ }));
  const aside = within(await screen.findByRole("region", { name: "Messages that could not be read" }));
  expect(aside.getByText(/from LEE1, letter number 42, 1204 bytes/)).toBeVisible();
  expect(aside.getByText(/meant for another practice/)).toBeVisible();
  await user.click(aside.getByRole("button", { name: "Dealt with…" }));
  expect(aside.getByLabelText("Reason")).toHaveFocus();

  fake.instead.set("letter_dealt_with", () => {
    throw { code: "E941", message: "This needs a reason.", fields: [{ field: "reason", message: "Enter the reason" }] };
  });
  await user.click(aside.getByRole("button", { name: "Dealt with" }));
  expect(await aside.findByRole("link", { name: "Enter the reason" })).toBeVisible();
  fake.instead.delete("letter_dealt_with");
  await user.type(aside.getByLabelText("Reason"), "Asked PCSE, sent again");
  await user.click(aside.getByRole("button", { name: "Dealt with" }));
  await waitFor(() => expect(fake.called("letter_dealt_with").at(-1)).toEqual({ letter: 5, reason: "Asked PCSE, sent again" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Messages that could not be read" })).toBeNull());
});

test("a decision is told in the words of its button", async () => {
  const { user } = await openInbox(new Fake(), "KENNEDY, Sarah (Miss)");
  await user.click(await within(pane()).findByRole("button", { name: "Ask PCSE to correct…" }));
  await user.click(within(pane()).getByRole("button", { name: "Ask PCSE to correct" }));
  await screen.findByText("Recorded.");
  await user.click(within(screen.getByRole("navigation", { name: "Views of the inbox" })).getByRole("button", { name: /^Done today/ }));
  expect(await within(await screen.findByRole("region", { name: "Decision" })).findByText("Ask PCSE to correct")).toBeVisible();
});
