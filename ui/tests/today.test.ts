import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

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
  const counts = fake.answer("today", {}) as Today;
  fake.instead.set("today", () => ({ ...counts, standing: { ...counts.standing, routine: 420, moreRoutine: true } }));
  await openWindow(fake);
  expect(await card("To decide")).toHaveTextContent("420 or more can be cleared together");
});

test("a card with nothing in it shrinks to a line", async () => {
  await openWindow(new Fake(0));
  expect(await card("To decide")).toHaveTextContent("All caught up.");
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

test("what is to be sent and what is missing lead to their screens", async () => {
  const { user } = await openWindow();
  await user.click(within(await card("Links")).getByRole("button", { name: "What to tell PCSE" }));
  expect(await screen.findByRole("heading", { name: "Links and numbers" })).toBeVisible();
  await user.keyboard("{Control>}1{/Control}");
  await user.click(within(await card("Sending")).getByRole("button", { name: "Open the outbox" }));
  expect(await screen.findByRole("grid", { name: "Outbox" })).toBeVisible();
});
