import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { Standing } from "../src/bindings/Standing";
import type { Today } from "../src/bindings/Today";
import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

const card = (name: string) => screen.findByRole("region", { name });

test("the cards say what waits, and lead there", async () => {
  const { user } = await openWindow();
  expect(await card("To decide")).toHaveTextContent("oldest 3 days");
  expect(await card("Rejected by PCSE")).toHaveTextContent("ASQUITH, Roger (Lord) is not registered");
  expect(await card("Waiting for approval")).toHaveTextContent("over 10: 1");
  await user.click(within(await card("Rejected by PCSE")).getByRole("button", { name: "Fix and send again" }));
  expect(await screen.findByRole("heading", { name: /Registration rejected by PCSE/ })).toBeVisible();
});

test("a backlog that was not counted to its end says so", async () => {
  const fake = new Fake();
  const counts = fake.answer("standing", {}) as Standing;
  fake.instead.set("standing", () => ({ ...counts, routine: 420, moreRoutine: true }));
  await openWindow(fake);
  expect(await card("To decide")).toHaveTextContent("420 or more can be cleared together");
});

test("a card with nothing in it shrinks to a line", async () => {
  await openWindow(new Fake(0));
  expect(await card("To decide")).toHaveTextContent("All caught up. Last checked 14:38. Next check at about 14:43.");
  expect(await card("Rejected by PCSE")).toHaveTextContent("Nothing is rejected.");
});

test("the charts are a table too", async () => {
  const { user } = await openWindow();
  const messages = await card("Messages, last 30 days");
  expect(within(messages).getByRole("img", { name: "Messages in, 133 in 30 days" })).toBeVisible();
  await user.click(within(messages).getByRole("button", { name: "As a table" }));
  expect(within(messages).getAllByRole("row").length).toBe(31);
  expect(within(messages).getAllByRole("row")[1]).toHaveTextContent("21-Nov-2026");
});

test("training is told by words on every screen and in the title", async () => {
  await openWindow();
  expect(screen.getByRole("region", { name: "Training" })).toHaveTextContent("TRAINING · these are not real patients");
  expect(document.title).toBe("TRAINING · Today · Linkdesk");
});

test("a desk that does not answer says what to do", async () => {
  const fake = new Fake();
  fake.instead.set("today", () => {
    throw new Error("gone");
  });
  await openWindow(fake);
  expect(await screen.findByText(/^The desk did not answer. Look whether it was done/)).toBeVisible();
});

test("nothing is drawn before the desk has answered, unless that takes long", async () => {
  const fake = new Fake();
  const cards = fake.answer("today", {});
  let wasDrawn = true;
  let answer = () => {};
  fake.instead.set("today", () => {
    wasDrawn = document.querySelector(".app-shell") !== null;
    return new Promise((done) => (answer = () => done(cards)));
  });
  await openWindow(fake);
  expect(wasDrawn).toBe(false);
  expect(screen.queryByRole("region", { name: "To decide" })).toBeNull();
  answer();
  expect(await card("To decide")).toBeVisible();
});

test("the first screen asks anew when it is shown again", async () => {
  const { fake, user } = await openWindow();
  const asked = () => fake.calls.filter(({ command }) => command === "today").length;
  await user.keyboard("{Control>}2{/Control}");
  const before = asked();
  await user.keyboard("{Control>}1{/Control}");
  expect(await card("To decide")).toBeVisible();
  expect(asked()).toBe(before + 1);
});

test("an answer that was overtaken by a newer one changes nothing", async () => {
  const { fake, user } = await openWindow();
  await card("To decide");
  const counts = fake.answer("standing", {}) as Standing;
  const cards = fake.answer("today", {}) as Today;
  const late: (() => void)[] = [];
  fake.instead.set("standing", () => new Promise((done) => late.push(() => done({ ...counts, toDecide: 900 }))));
  fake.instead.set("today", () => new Promise((done) => late.push(() => done({ ...cards, justNow: [] }))));
  await fake.changed("inbox");
  await waitFor(() => expect(late).toHaveLength(2));
  fake.instead.set("standing", () => ({ ...counts, toDecide: 901 }));
  fake.instead.delete("today");
  await fake.changed("inbox");
  expect(await screen.findByText(/of the 901 messages/)).toBeVisible();
  late.forEach((answer) => answer());
  await user.click(screen.getByRole("button", { name: "As a table" }));
  expect(screen.getByRole("table")).toBeVisible();
  expect(screen.getByText(/of the 901 messages/)).toBeVisible();
  expect(screen.queryByText("Nothing has happened yet today.")).toBeNull();
});

test("what is to be sent and what is missing lead to their screens", async () => {
  const { user } = await openWindow();
  await user.click(within(await card("Links")).getByRole("button", { name: "What to tell PCSE" }));
  expect(await screen.findByRole("heading", { name: "Links and numbers" })).toBeVisible();
  await user.keyboard("{Control>}1{/Control}");
  await user.click(within(await card("Sending")).getByRole("button", { name: "Open the outbox" }));
  expect(await screen.findByRole("grid", { name: "Outbox" })).toBeVisible();
});

const shows = (fake: Fake, change: (today: Today) => Partial<Today>) => {
  const usual = fake.answer("today", {}) as Today;
  fake.instead.set("today", () => ({ ...usual, ...change(usual) }));
};

test("a rejection that was recorded can still be put right, and the others are named", async () => {
  const fake = new Fake();
  const recorded = (patient: number) => ({ notice: null, filing: patient, patient, name: `PERSON ${patient}`, words: "Not registered until a corrected registration is sent" });
  shows(fake, () => ({ rejected: [recorded(3), recorded(4)] }));
  const { user } = await openWindow(fake);
  const rejected = within(await card("Rejected by PCSE"));
  expect(rejected.getByRole("button", { name: "PERSON 4" })).toBeVisible();
  await user.click(rejected.getByRole("button", { name: "Fix and send again" }));
  await waitFor(() => expect(fake.called("begin_registration")).toEqual([{ from: { patient: 3 } }]));
});

test("whoever waits long is named with the days, each leading to the record, and the rest is a button away", async () => {
  const fake = new Fake();
  shows(fake, () => ({ late: [0, 1, 2, 3, 4, 5].map((patient) => ({ patient, name: `PERSON ${patient}`, workingDays: 12 - patient, isOverdue: patient < 2 })) }));
  const { user } = await openWindow(fake);
  const waiting = within(await card("Waiting for approval"));
  expect(waiting.getByText("12 working days")).toBeVisible();
  expect(waiting.queryByRole("button", { name: "PERSON 5" })).toBeNull();
  await user.click(waiting.getByRole("button", { name: "and 2 more" }));
  await waitFor(() => expect(waiting.getByRole("button", { name: "PERSON 4" })).toHaveFocus());
  await user.click(waiting.getByRole("button", { name: "PERSON 5" }));
  await waitFor(() => expect(fake.called("patient")).toContainEqual({ patient: 5 }));
});

test("who waits leads to the list of what was sent", async () => {
  const { fake, user } = await openWindow();
  await user.click(within(await card("Waiting for approval")).getByRole("button", { name: "Show what was sent" }));
  await waitFor(() => expect(fake.called("outbox").at(-1)).toMatchObject({ all: true }));
});

test("a message that has not arrived is no green card, and is counted beside the outbox", async () => {
  const fake = new Fake();
  const usual = fake.answer("standing", {}) as Standing;
  const stuck = { ...usual, queued: 0, held: 0, stuck: 2 };
  fake.instead.set("standing", () => stuck);
  const { user } = await openWindow(fake);
  const sending = await card("Sending");
  expect(sending).toHaveTextContent("messages have not arrived");
  expect(sending).toHaveClass("app-card--alarm");
  expect(screen.getByRole("button", { name: /^Outbox 2/ })).toBeVisible();
  expect(screen.getByText("2 messages not arrived")).toBeVisible();
  await user.click(within(sending).getByRole("button", { name: "Open the outbox" }));
  expect(await screen.findByRole("grid", { name: "Outbox" })).toBeVisible();
});

test("a reminder that is due leads to the record and the message, and is gone once it was seen", async () => {
  const fake = new Fake();
  const { user } = await openWindow(fake);
  const reminders = within(await card("Reminders due"));
  expect(reminders.getByText(/PCSE holds the request/)).toHaveTextContent("Due 20-Nov-2026.");
  shows(fake, () => ({ reminders: [] }));
  await user.click(reminders.getByRole("button", { name: /^Seen/ }));
  expect(fake.called("reminder_seen")).toEqual([{ reminder: 1 }]);
  expect(await screen.findByText("No reminder is due.")).toBeVisible();
});

test("what is put away is counted on a line of its own, which leads there", async () => {
  const fake = new Fake();
  fake.rows = fake.rows.map((row) => (row.notice === 2 ? { ...row, snoozedUntil: "2026-12-01T07:00:00Z" } : row));
  const { user } = await openWindow(fake);
  const decide = await card("To decide");
  expect(decide).toHaveTextContent("1 message put away until later");
  await user.click(within(decide).getByRole("button", { name: "Show what is put away" }));
  const views = await screen.findByRole("navigation", { name: "Views of the inbox" });
  await waitFor(() => expect(within(views).getByRole("button", { name: /^Reminders ?1$/ })).toHaveAttribute("aria-current", "page"));
  expect(within(views).getByRole("button", { name: /^Set aside ?2$/ }), "counted before it is opened").toBeVisible();
});

test("drafts and what is kept are told beside what goes", async () => {
  const fake = new Fake();
  const usual = fake.answer("standing", {}) as Standing;
  fake.instead.set("standing", () => ({ ...usual, queued: 0, nextSendAt: null, kept: 1, drafts: 2 }));
  await openWindow(fake);
  const sending = await card("Sending");
  expect(sending).toHaveTextContent("2 drafts: taken back, and sent only when confirmed");
  expect(sending).toHaveTextContent("1 kept until a registration is approved");
  expect(screen.getByText("2 drafts not confirmed")).toBeVisible();
  expect(screen.getByRole("button", { name: /^Outbox 2/ })).toBeVisible();
});

test("a certificate that ends soon is told, though all else is well", async () => {
  const fake = new Fake();
  const usual = fake.answer("standing", {}) as Standing;
  fake.instead.set("standing", () => ({ ...usual, receiptsOverdue: 0, gaps: 0, certificateEndsAt: "2026-12-11T00:00:00Z" }));
  await openWindow(fake);
  expect(await card("Links")).toHaveTextContent("The certificate for MESH ends on 11-Dec-2026");
});

test("what is to be entered elsewhere is listed, and ticked one after the other", async () => {
  const fake = new Fake();
  for (const notice of [1, 2]) fake.answer("not_ours", { notice, reason: "invented" });
  const usual = fake.answer("standing", {}) as Standing;
  fake.instead.set("standing", () => ({ ...usual, toEnter: 2 }));
  const { user } = await openWindow(fake);
  await user.click(within(await card("To decide")).getByRole("button", { name: "Enter 2 in our clinical system" }));
  const rows = () => within(screen.getByRole("grid", { name: "Messages" })).queryAllByRole("row").filter((row) => row.hasAttribute("aria-selected")).length;
  await screen.findByRole("grid", { name: "Messages" });
  const before = rows();
  await user.click(await screen.findByRole("button", { name: "Done in our clinical system" }));
  await waitFor(() => expect(rows()).toBe(before - 1));
});

test("a message that was put away is due again without a button to pass it over", async () => {
  const fake = new Fake();
  const again = { reminder: null, patient: null, name: null, notice: 8, dueOn: "2026-11-21", text: "Deduction: put away until now, and not decided." };
  shows(fake, () => ({ reminders: [again] }));
  await openWindow(fake);
  const reminders = await card("Reminders due");
  expect(reminders).toHaveTextContent("Not matched");
  expect(within(reminders).getByRole("button", { name: /Open the message/ })).toBeVisible();
  expect(within(reminders).queryByRole("button", { name: /^Seen/ })).toBeNull();
});
