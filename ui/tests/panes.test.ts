import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { detail } from "../src/dev/notices";
import { openInbox, openWindow, pane } from "./support";

const KINDS: [row: string, heading: string, words: string, button: string][] = [
  ["KENNEDY, Sarah (Miss)", "Amendment from PCSE", "5 changes, 1 removal if you accept", "Accept all 6 changes"],
  ["STEVENS, Charles Anthony (Mr)", "Deduction from PCSE", "Record it, or say that they have not left", "Record deduction"],
  ["ASQUITH, Roger (Lord)", "Registration rejected by PCSE", "not registered until you send", "Fix and send again…"],
  ["HOWES, Alison (Mrs)", "FP69 notice", "21 days left", "Still here: confirm"],
  ["PATEL, Rohan", "Registration approved", "Answered after 2 working days", "Record approval"],
  ["LI, Wei (Mr)", "PCSE reply to your removal request", "PATIENT WILL BE REMOVED IN 30 DAYS", "Understood"],
  ["GARCIA LOPEZ, Ana", "FP69 flag removed", "The flag comes off the record", "Take the flag off"],
  ["Close of quarter", "Close of quarter", "36 of what came before wait for a person", "Acknowledge"],
  ["Receipt problem", "A receipt reports a problem", "could not be translated", "Understood"],
];

test.each(KINDS)("the pane of %s is the one of its kind", async (row, heading, words, button) => {
  await openInbox(new Fake(), row);
  expect(await within(pane()).findByRole("heading", { level: 1, name: new RegExp(heading) })).toBeVisible();
  expect(pane().textContent?.replace(/\s+/g, " ")).toContain(words);
  expect(within(pane()).getByRole("button", { name: button })).toBeVisible();
});

test("the close of a quarter says whom to ask", async () => {
  const fake = new Fake();
  fake.chosen.change("quarter_contact", "Ama Mensah, 01632 960999");
  await openInbox(fake, "Close of quarter");
  expect(await within(pane()).findByText("Whom to ask: Ama Mensah, 01632 960999")).toBeVisible();
});

test("the close of a quarter leads to its certificate", async () => {
  const { fake, user } = await openInbox(new Fake(), "Close of quarter");
  const lead = await within(pane()).findByRole("button", { name: "Certificate of the quarter" });
  expect(pane()).toHaveTextContent("3 things were done by hand from 01-Oct-2026 to 31-Dec-2026.");
  await user.click(lead);
  expect(await screen.findByRole("heading", { name: "Certificate of the quarter" })).toHaveFocus();
  expect(fake.called("report").at(-1)).toEqual({ form: { report: "quarter", from: "2026-10-01", to: "2026-12-31" } });
});

test("what is erased is struck through and has the word Remove", async () => {
  await openInbox();
  const item = (await within(pane()).findByRole("rowheader", { name: "Drugs dispensed" })).closest("tr")!;
  expect(item.querySelector("s")).toHaveTextContent("yes");
  expect(within(item).getByText("Remove")).toBeVisible();
});

test("a number that another record has is shown as a possible confusion of two people", async () => {
  await openInbox(new Fake(), "BROWN, Peter (Mr)");
  const warning = await within(pane()).findByRole("region", { name: "Possible confusion" });
  expect(warning).toHaveTextContent("HARGREAVES, Sarah (Miss) (left) already has the NHS number");
});

test("the banner stands in the pane and never on a list", async () => {
  const { user } = await openInbox();
  expect(await within(pane()).findByRole("region", { name: "Patient" })).toHaveTextContent("KENNEDY, Sarah (Miss)");
  await user.keyboard("{Control>}1{/Control}");
  expect(screen.queryByRole("region", { name: "Patient" })).toBeNull();
});

test("the message stands line by line with its meaning", async () => {
  const { user } = await openInbox();
  await user.click(await within(pane()).findByRole("tab", { name: "The message" }));
  const panel = within(pane()).getByRole("tabpanel");
  expect(within(panel).getByText("RFF+TN:300'").closest("div")).toHaveTextContent("Transaction number");
});

test("what was decided can be ticked as done in the clinical system, and undone", async () => {
  const fake = new Fake();
  const decided = { decision: 7, words: "Record deduction", reason: null, at: "2026-11-21T14:00:00Z", by: "Asha Patel", rule: false, stands: true };
  fake.rows = fake.rows.map((row) => (row.notice === 2 ? { ...row, state: "done" } : row));
  fake.details.set(2, { ...detail(1), decisions: [decided], choices: [], mayUndo: true, inClinicalSystem: false });
  const { user } = await openInbox(fake);
  await user.click(screen.getByRole("button", { name: /Done today/ }));
  await user.click(await within(pane()).findByRole("button", { name: "Done in our clinical system" }));
  expect(fake.called("tick_clinical")).toEqual([{ decision: 7 }]);
  expect(within(pane()).getByRole("button", { name: "Undo this decision" })).toBeVisible();
});

test("a reminder past the expiry of an FP69 flag is warned of", async () => {
  const { fake, user } = await openInbox(new Fake(), "HOWES, Alison (Mrs)");
  await user.click(await within(pane()).findByRole("button", { name: "Remind me…" }));
  await user.click(within(pane()).getByRole("button", { name: "In 30 days" }));
  expect(pane()).toHaveTextContent("That is after the FP69 flag expires on 12-Dec-2026.");
  await user.click(within(pane()).getByRole("button", { name: "Remind me" }));
  expect(fake.called("snooze")).toEqual([{ notice: 5, until: "2026-12-21T07:00:00Z" }]);
});

test("a lost link is told without blame", async () => {
  const fake = new Fake();
  fake.link = { state: "notConnected", since: "2026-11-21T13:02:00Z", message: "MESH did not answer in 30 seconds." };
  await openWindow(fake);
  expect(await screen.findByText("Not connected since 13:02")).toBeVisible();
  expect(screen.getByRole("region", { name: "Connection" })).toHaveTextContent("since 13:02 (96 minutes). You can keep working");
});

test("a manager moves a number between two records of one person, for a reason", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const notice = fake.rows.find((_, n) => detail(n).numberHeldBy !== null)!;
  const { user } = await openInbox(fake, notice.name!);
  await user.click(await within(pane()).findByRole("button", { name: "Move the number…" }));
  await user.type(screen.getByLabelText("Reason"), "Same person, both records seen");
  await user.dblClick(screen.getByRole("button", { name: "Move the number" }));
  expect(fake.called("move_number")).toEqual([{ from: 12, to: notice.patient, why: "Same person, both records seen" }]);
});

test("a clerk is told that a manager can move the number", async () => {
  const fake = new Fake();
  const notice = fake.rows.find((_, n) => detail(n).numberHeldBy !== null)!;
  await openInbox(fake, notice.name!);
  expect(await within(pane()).findByText(/a manager can move the number/)).toBeVisible();
  expect(within(pane()).queryByRole("button", { name: "Move the number…" })).toBeNull();
});

test("a message has the numbers that PCSE knows it by", async () => {
  await openInbox(new Fake(), "STEVENS, Charles Anthony (Mr)");
  expect(await within(pane()).findByText(/interchange 42, message 57, transaction \d+/)).toBeVisible();
});
