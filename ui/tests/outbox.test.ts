import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

const pane = () => screen.getByRole("region", { name: "Filing" });

async function openOutbox(role: "clerk" | "manager" = "manager") {
  const fake = new Fake();
  fake.role = role;
  fake.outbox.mayManage = role === "manager";
  const opened = await openWindow(fake);
  await opened.user.keyboard("{Control>}5{/Control}");
  await screen.findByRole("grid", { name: "Outbox" });

  return opened;
}

async function pick(user: Awaited<ReturnType<typeof openOutbox>>["user"], state: string) {
  await user.click((await screen.findAllByText(state, { selector: "[role=gridcell] .app-tag" }))[0]!);
  await within(pane()).findByRole("heading", { name: new RegExp(state) });
}

test("every column has its word, and what is finished is left out until all is asked for", async () => {
  const { user } = await openOutbox();
  expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["Created", "Kind", "Patient", "By", "State", "Next step", "Age"]);
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "8");
  await user.click(screen.getByRole("button", { name: /^All/ }));
  await waitFor(() => expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "9"));
});

test("a filing is held with a reason, and let go by the same key", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Ready to send");
  await user.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
  await user.type(await screen.findByLabelText("Reason"), "The address is being asked for");
  await user.click(screen.getByRole("button", { name: "Hold" }));
  expect(fake.called("perform")).toEqual([{ form: { on: { filing: 1 }, deed: "hold", why: "The address is being asked for", askedBy: "", askedOn: null, reference: "" } }]);
  await within(pane()).findByRole("heading", { name: /On hold/ });
  await user.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
  await within(pane()).findByRole("heading", { name: /Ready to send/ });
  expect(fake.called("perform")[1]).toMatchObject({ form: { deed: "let-go" } });
});

test("what was sent is done with the letter, and says who asked", async () => {
  const { fake, user } = await openOutbox();
  await pick(user, "Accepted by MESH");
  await user.click(within(pane()).getByRole("button", { name: "Send again…" }));
  await user.type(screen.getByLabelText("Who at PCSE asked"), "Jo Marsh");
  await user.type(screen.getByLabelText("Day"), "20/11/2026");
  await user.type(screen.getByLabelText("Their reference"), "CAS-1");
  await user.click(screen.getByRole("button", { name: "Send again" }));
  expect(fake.called("perform")).toEqual([{ form: { on: { letter: 104 }, deed: "send-again", why: "", askedBy: "Jo Marsh", askedOn: "2026-11-20", reference: "CAS-1" } }]);
});

test("a refusal stands in the form that asked, beside its field", async () => {
  const { fake, user } = await openOutbox();
  const refusal = { code: "E876", message: "Something that this needs was not given.", fields: [{ field: "why", message: "Give a reason. It is kept" }] };
  fake.instead.set("perform", () => {
    throw refusal;
  });
  await pick(user, "Ready to send");
  await user.click(within(pane()).getByRole("button", { name: "Drop…" }));
  await user.click(screen.getByRole("button", { name: "Drop" }));
  expect(await screen.findByRole("link", { name: "Give a reason. It is kept" })).toHaveAttribute("href", "#field-why");
  expect(screen.getByLabelText("Reason")).toHaveAttribute("aria-invalid", "true");
});

test("a clerk is offered neither sending again nor pausing", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "Accepted by MESH");
  expect(within(pane()).queryByRole("button", { name: /Send again/ })).toBeNull();
  expect(screen.queryByRole("button", { name: /Pause sending/ })).toBeNull();
});

test("a manager pauses with a reason that stands above the list, and lets it go on", async () => {
  const { fake, user } = await openOutbox();
  await user.click(screen.getByRole("button", { name: "Pause sending…" }));
  await user.type(screen.getByLabelText("Reason"), "PCSE moves house");
  await user.click(screen.getByRole("button", { name: "Pause sending" }));
  expect(await screen.findByRole("region", { name: "Sending is paused" })).toHaveTextContent("PCSE moves house");
  await user.click(screen.getByRole("button", { name: "Let sending go on" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Sending is paused" })).toBeNull());
  expect(fake.called("pause_sending")).toEqual([{ why: "PCSE moves house" }, { why: null }]);
});

test("the evidence has the numbers that PCSE asks for, and the message its lines in words", async () => {
  const { user } = await openOutbox();
  await pick(user, "Receipt overdue");
  await user.click(within(pane()).getByRole("tab", { name: "Evidence" }));
  expect(within(pane()).getByRole("tabpanel")).toHaveTextContent(/Interchange\s*42\s*Message\s*57\s*Transaction\s*311/);
  await user.click(within(pane()).getByRole("tab", { name: "The message" }));
  expect(within(pane()).getByRole("tabpanel")).toHaveTextContent("Beginning of the letter");
});

test("F4 writes a note on a filing, and its print has what it says, what happened and the numbers", async () => {
  const { fake, user } = await openOutbox();
  await pick(user, "Receipt overdue");
  await user.keyboard("{F4}");
  await user.keyboard("PCSE will look for it. Ask again on Monday");
  await user.click(within(pane()).getByRole("button", { name: "Add note" }));
  expect(await within(pane()).findByRole("tab", { name: "Notes (1)" })).toBeVisible();
  expect(fake.called("add_note")).toEqual([{ on: { filing: 5 }, text: "PCSE will look for it. Ask again on Monday" }]);
  await user.keyboard("{Control>}p{/Control}");
  const pages = await screen.findAllByRole("region", { name: /^Page \d of 3$/ });
  expect(pages.map((page) => page.textContent?.includes("filing 5"))).toEqual([true, true, true]);
  expect(pages[0]).toHaveTextContent("Ask PCSE; do not send it again unasked");
  expect(pages[2]).toHaveTextContent(/Interchange\s*42\s*Message\s*57/);
});

test("what stops the sending is said once above the list", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const words = "Nothing more is sent to XX11 because of interchange 42 (letter 106 here): MESH refused it.";
  fake.outbox.stoppages = { pausedWhy: null, restored: null, receipts: 2, stoppages: [{ words, link: 1, letter: 106, filing: 6, deeds: [] }] };
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}5{/Control}");
  const stopped = await screen.findByRole("region", { name: "Stopped" });
  expect(stopped).toHaveTextContent(words);
  await user.click(within(stopped).getByRole("button", { name: "Show it" }));
  await within(pane()).findByRole("heading", { name: /Refused by MESH/ });
  expect(screen.getByText("2 receipts of ours to send before anything else.")).toBeVisible();
});

test("nothing to send is said in words", async () => {
  const fake = new Fake();
  fake.outbox.states = [];
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}5{/Control}");
  expect(await screen.findByRole("heading", { name: "Nothing waiting to be sent" })).toBeVisible();
});

test("a request that was taken back opens in its form again, and is changed under its own number", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Draft");
  await user.click(within(pane()).getByRole("button", { name: "Change…" }));
  expect(await screen.findByRole("heading", { name: "Change the request" })).toBeVisible();
  const address = await screen.findByLabelText("New address");
  expect(address).toHaveValue("3 HILL ROAD, OTLEY");
  await user.type(address, ", LS21 1AA");
  await user.click(screen.getByRole("button", { name: "Queue the request" }));
  await screen.findByText(/PCSE may hold this for 30 days/);
  expect(fake.called("file_removal")[0]!.form).toMatchObject({ corrects: 3, newAddress: "3 HILL ROAD, OTLEY, LS21 1AA" });
});

test("a form of the outbox that is left leads back there", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "On hold");
  await user.click(within(pane()).getByRole("button", { name: "Change…" }));
  expect(await screen.findByRole("heading", { name: "Change the amendment" })).toBeVisible();
  expect(await screen.findByLabelText("Number and road")).toHaveValue("8 Quay Strand");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("grid", { name: "Outbox" })).toBeVisible();
});

test("what is ready is not changed under the exchange's hands", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "Ready to send");
  expect(within(pane()).queryByRole("button", { name: "Change…" })).toBeNull();
});

test("a rejected registration leads to PCSE's message, and from there back", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Rejected by PCSE");
  await user.click(within(pane()).getByRole("button", { name: "Open PCSE's message" }));
  expect(await screen.findByRole("heading", { name: /Registration rejected by PCSE/ })).toBeVisible();
  expect(fake.called("notice").at(-1)).toEqual({ notice: 4 });
  await user.click(screen.getByRole("button", { name: "Open what we sent" }));
  await within(pane()).findByRole("heading", { name: /Rejected by PCSE/ });
  await user.click(within(pane()).getByRole("button", { name: "Fix and send again…" }));
  expect(await screen.findByRole("heading", { name: "Fix and send again" })).toBeVisible();
  expect(fake.called("begin_registration")).toEqual([{ from: { notice: 4 } }]);
});

test("what PCSE must be asked about has their number beside it", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Receipt overdue");
  expect(within(pane()).getByText(/^PCSE's number is/)).toHaveTextContent(fake.chosen.contacts.pcsePhone);
  await pick(user, "Ready to send");
  expect(within(pane()).queryByText(/^PCSE's number is/)).toBeNull();
});

test("what cannot be taken back is asked once", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Ready to send");
  await user.click(within(pane()).getByRole("button", { name: "Send now…" }));
  expect(fake.called("perform")).toEqual([]);
  await user.click(within(pane()).getByRole("button", { name: "Send now" }));
  expect(fake.called("perform")).toMatchObject([{ form: { deed: "send-now" } }]);
});

test("a second press on a deed does nothing", async () => {
  const { fake, user } = await openOutbox("clerk");
  await pick(user, "Draft");
  await user.dblClick(within(pane()).getByRole("button", { name: "Confirm" }));
  expect(fake.called("perform").filter(({ form }) => (form as { deed: string }).deed === "confirm")).toHaveLength(1);
});

test("what the filter leaves out has no buttons beside the list", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "Draft");
  await user.type(screen.getByRole("searchbox"), "zzz");
  expect(within(pane()).queryByRole("button", { name: "Confirm" })).toBeNull();
  await user.clear(screen.getByRole("searchbox"));
  expect(await within(pane()).findByRole("button", { name: "Confirm" })).toBeVisible();
});

test("Escape closes a form one step, and asks where something was typed", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "Ready to send");
  await user.click(within(pane()).getByRole("button", { name: "Hold…" }));
  await user.keyboard("{Escape}");
  expect(screen.queryByLabelText("Reason")).toBeNull();
  await user.click(within(pane()).getByRole("button", { name: "Hold…" }));
  await user.type(screen.getByLabelText("Reason"), "x{Escape}");
  await user.click(await screen.findByRole("button", { name: "Go back and go on" }));
  expect(screen.getByLabelText("Reason")).toHaveValue("x");
});

test("F2 opens the amendment of whom a filing is about", async () => {
  const { user } = await openOutbox("clerk");
  await pick(user, "Ready to send");
  await user.keyboard("{F2}");
  expect(await screen.findByRole("heading", { name: "Amend this patient" })).toBeVisible();
  await user.keyboard("{Escape}");
  expect(await screen.findByRole("button", { name: "Amend…" })).toBeVisible();
  await user.keyboard("{F4}");
  expect(await screen.findByLabelText("Add an internal note")).toHaveFocus();
});
