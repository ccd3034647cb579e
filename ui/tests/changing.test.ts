import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { STATES } from "../src/dev/outbox";
import { openWindow } from "./support";

async function record(fake = new Fake()) {
  const opened = await openWindow(fake);
  await opened.user.keyboard("{F3}");
  await opened.user.type(await screen.findByRole("searchbox"), "kennedy");
  await opened.user.click((await screen.findAllByText(/^KENNEDY/))[0]!);
  await screen.findByRole("button", { name: "Amend…" });

  return opened;
}

test("a line is removed at PCSE, which is not the same as blank, and the household moves too", async () => {
  const { fake, user } = await record();
  await user.keyboard("{F2}");
  await user.click(await screen.findByLabelText("Remove this at PCSE: House name"));
  expect(screen.getByText("Removed at PCSE")).toBeVisible();
  await user.type(screen.getByLabelText("Number and road"), "14 Mill Brow");
  const also = screen.getByRole("group", { name: "Also move these 2 people?" });
  await user.click(also.querySelector("input")!);
  await user.click(screen.getByRole("radio", { name: /told us$/ }));
  await user.type(screen.getByLabelText("Proof seen (optional)"), "Tenancy agreement");
  await user.dblClick(screen.getByRole("button", { name: "Confirm and queue" }));
  expect(await screen.findByText(/a receipt says that it arrived/)).toBeVisible();

  const [{ form }, ...more] = fake.called("file_amendment") as [{ form: Record<string, unknown> }];
  expect(more).toEqual([]);
  expect(form).toMatchObject({ houseName: "", road: "14 Mill Brow", erase: ["houseName"], changeReason: "told", proof: "Tenancy agreement", changedOn: "2026-11-21" });
  expect(form.also).toHaveLength(1);
});

test("an address outside the area stops, and offers the removal instead", async () => {
  const { fake, user } = await record();
  await user.keyboard("{F2}");
  const postcode = await screen.findByLabelText("Postcode");
  await user.clear(postcode);
  await user.type(postcode, "ZZ1 1AA");
  await user.click(screen.getByRole("button", { name: "Confirm and queue" }));
  expect(await screen.findByText(/looks outside your area/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Request removal instead" }));
  expect(await screen.findByRole("heading", { name: "Request removal" })).toBeVisible();
  expect(fake.called("file_amendment")).toEqual([]);
});

test("nothing can be changed while the registration waits, and the words say why", async () => {
  const fake = new Fake();
  const usual = fake.answer("begin_amendment", { patient: 1 }) as object;
  fake.instead.set("begin_amendment", () => ({ ...usual, refused: "You cannot change this patient until the registration is approved (sent 18-Nov-2026)." }));
  const { user } = await record(fake);
  await user.keyboard("{F2}");
  expect(await screen.findByText(/until the registration is approved/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Confirm and queue" })).toBeNull();
});

test("a wrong field on another tab is led to", async () => {
  const fake = new Fake();
  fake.instead.set("check_amendment", () => ({ problems: [{ field: "surname", code: "E701", message: "Enter the surname", soft: false }], altered: [], sent: [] }));
  const { user } = await record(fake);
  await user.keyboard("{F2}");
  await user.click(await screen.findByRole("button", { name: "Confirm and queue" }));
  await user.click(await screen.findByRole("link", { name: "Enter the surname" }));
  expect(await screen.findByLabelText("Surname")).toHaveFocus();
});

test("a request that cannot be made says so as its form opens", async () => {
  const fake = new Fake();
  fake.instead.set("check_removal", () => ({ refused: "PCSE has been asked already to remove this patient.", problems: [], note: "", longestNote: 70 }));
  const { user } = await record(fake);
  await user.click(screen.getByRole("button", { name: "Request removal…" }));
  expect(await screen.findByText("PCSE has been asked already to remove this patient.")).toBeVisible();
  expect(screen.queryByRole("radio")).toBeNull();
  expect(screen.queryByRole("button", { name: "Queue the request" })).toBeNull();
  expect(screen.getByRole("button", { name: "Back to the record" })).toBeVisible();
});

test("a death is confirmed once more, with the banner as it will stand", async () => {
  const { fake, user } = await record();
  await user.click(screen.getByRole("button", { name: "Request removal…" }));
  await user.click(await screen.findByRole("radio", { name: /^Died/ }));
  await user.click(screen.getByRole("textbox", { name: "Day" }));
  await user.paste("20/11/2026");
  await user.click(screen.getByRole("button", { name: "Queue the request" }));
  expect(await screen.findByRole("heading", { name: /^Has KENNEDY/ })).toHaveFocus();
  expect(fake.called("file_removal")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Yes, queue the request" }));
  expect(await screen.findByText(/PCSE may hold this for 30 days/)).toBeVisible();
  expect(fake.called("file_removal")[0]!.form).toMatchObject({ reason: "died", on: "2026-11-20" });
});

test("a direct removal is a manager's, and needs its reason", async () => {
  const fake = new Fake();
  fake.role = "manager";
  const { user } = await record(fake);
  await user.click(screen.getByRole("button", { name: "Remove out of area…" }));
  await user.click(await screen.findByRole("button", { name: "Queue the removal" }));
  expect(await screen.findByRole("link", { name: "Enter the reason" })).toBeVisible();
  await user.type(screen.getByLabelText("Reason for the removal"), "19 miles");
  await user.click(screen.getByRole("button", { name: "Queue the removal" }));
  await screen.findByText(/PCSE does not answer a removal/);
  expect(fake.called("file_removal")[0]!.form).toMatchObject({ reason: "outOfArea", why: "19 miles" });
});

test("a clerk is not offered the direct removal", async () => {
  await record();
  expect(screen.queryByRole("button", { name: "Remove out of area…" })).toBeNull();
});

test("a change needs its reason, which is never sent", async () => {
  const { fake, user } = await record();
  await user.keyboard("{F2}");
  await user.click(await screen.findByRole("tab", { name: "Name" }));
  await user.type(screen.getByLabelText("Previous surname"), "X");
  await user.click(screen.getByRole("button", { name: "Confirm and queue" }));
  await user.click(await screen.findByRole("link", { name: "Choose the reason for the change" }));
  expect(screen.getByRole("radio", { name: /told us$/ })).toHaveFocus();
  expect(screen.getByRole("tab", { name: "Name" }), "the tab that was open stays").toHaveAttribute("aria-selected", "true");
  expect(screen.getByText(/Nothing of it is sent/)).toBeVisible();
  expect(fake.called("file_amendment")).toEqual([]);
});

test("a removal that goes by no message says where to write, once the practice has found out", async () => {
  const fake = new Fake();
  fake.chosen.change("pcse_email", "removals@pcse.example");
  const opened = await record(fake);
  await opened.user.click(screen.getByRole("button", { name: "Request removal…" }));
  expect(await screen.findByText(/^Violence, threats/)).toHaveTextContent("Write to PCSE at removals@pcse.example.");
});

async function requested(fake = new Fake()) {
  const opened = await record(fake);
  await opened.user.click(screen.getByRole("button", { name: "Request removal…" }));
  expect(await screen.findByText(/^Violence, threats, or a removal within 8 days\? That is no GP Links message/)).toBeVisible();
  await opened.user.click(screen.getByRole("radio", { name: /^Gone abroad/ }));
  await opened.user.click(screen.getByRole("textbox", { name: "Day" }));
  await opened.user.paste("20/11/2026");
  await opened.user.click(screen.getByRole("button", { name: "Queue the request" }));
  await screen.findByText(/PCSE may hold this for 30 days/);

  return opened;
}

test("what was just filed is taken back from the page that says so", async () => {
  const { fake, user } = await requested();
  const button = await screen.findByRole("button", { name: "Take back" });
  expect(button).toHaveAccessibleDescription("Take back, in a sentence.");
  await user.dblClick(button);
  expect(await screen.findByRole("heading", { name: /: taken back$/ })).toHaveFocus();
  expect(screen.getByText("Done: take-back.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
  expect(fake.called("perform")).toEqual([{ form: { on: { filing: 1 }, deed: "take-back", why: "", askedBy: "", askedOn: null, reference: "" } }]);
  await user.click(screen.getByRole("button", { name: "Open it in the outbox" }));
  expect(await screen.findByRole("region", { name: "Filing" })).toBeVisible();
});

test("what has gone meanwhile cannot be taken back, and the page says so", async () => {
  const { fake, user } = await requested();
  fake.instead.set("perform", () => {
    fake.outbox.states[0] = { ...STATES[3]! };
    throw { code: "E954", message: "Filing 1 has been sent. It can no longer be taken back.", fields: [] };
  });
  await user.click(await screen.findByRole("button", { name: "Take back" }));
  expect(await screen.findByText(/^Filing 1 has been sent/)).toBeVisible();
  expect(await screen.findByText("It can no longer be taken back here. It stands as: Accepted by MESH.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
});

test("the way back goes by itself when the exchange takes the filing", async () => {
  const { fake } = await requested();
  await screen.findByRole("button", { name: "Take back" });
  fake.outbox.states[0] = { ...STATES[3]! };
  await fake.changed("outbox");
  expect(await screen.findByText(/^It can no longer be taken back here/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
});

test("what is kept until the approval is not said to be ready to send", async () => {
  const { fake } = await requested();
  expect(await screen.findByRole("heading", { name: /: ready to send$/ })).toBeVisible();
  fake.outbox.states[0] = { ...STATES[0]!, step: "keptUntilApproved" };
  await fake.changed("outbox");
  expect(await screen.findByRole("heading", { name: /: kept until the approval$/ })).toBeVisible();
});

test("what only some practices need is asked only there, and where the record has it", async () => {
  const fake = new Fake();
  const usual = fake.answer("begin_amendment", { patient: 1 }) as { before: object };
  fake.instead.set("begin_amendment", () => ({ ...usual, dispenses: false, homes: false, before: { ...usual.before, institute: "RT" } }));
  const { user } = await record(fake);
  await user.keyboard("{F2}");
  await user.click(await screen.findByRole("tab", { name: "Other details" }));
  expect(screen.getByLabelText("Residential institute code")).toBeVisible();
  expect(screen.queryByLabelText(/^Drugs are dispensed/)).toBeNull();
});

test("what was typed is given up only when the clerk says so", async () => {
  const { user } = await record();
  await user.keyboard("{F2}");
  await user.type(await screen.findByLabelText("Number and road"), "14 Mill Brow");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Go back and go on" }));
  expect(screen.getByLabelText("Number and road")).toHaveValue("14 Mill Brow");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  expect(await screen.findByRole("button", { name: "Amend…" })).toBeVisible();
});

test("another patient is not opened over what was typed, and an untouched form is left at once", async () => {
  const { user } = await record();
  await user.click(screen.getByRole("button", { name: "Request removal…" }));
  await user.click(await screen.findByRole("radio", { name: /^Gone abroad/ }));
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox"), "stevens");
  await user.click((await screen.findAllByRole("option", { name: /STEVENS/ }))[0]!);
  await user.click(await screen.findByRole("button", { name: "Go back and go on" }));
  expect(screen.getByRole("radio", { name: /^Gone abroad/ })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: /^Gone abroad/ }));
  await user.click(screen.getByRole("button", { name: "Back to the record" }));
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  await user.keyboard("{F2}");
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("button", { name: "Amend…" })).toBeVisible();
});

test("what was filed before is filed once more only by its own button", async () => {
  const fake = new Fake();
  fake.role = "manager";
  fake.instead.set("file_removal", ({ answered }) => {
    if (!(answered as string[]).includes("filing E939")) throw { code: "E939", message: "The same was filed before (filing 7).", fields: [] };

    return { told: [], filing: 8, patient: 1, name: "KENNEDY, Sarah", again: false, goesAt: null, remindOn: "2026-11-27", others: [] };
  });
  const { user } = await record(fake);
  await user.click(screen.getByRole("button", { name: "Remove out of area…" }));
  await user.type(await screen.findByLabelText("Reason for the removal"), "19 miles");
  expect(screen.queryByRole("button", { name: "File it once more" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Queue the removal" }));
  await user.click(await screen.findByRole("button", { name: "File it once more" }));
  expect(await screen.findByText(/PCSE does not answer a removal/)).toBeVisible();
});

test("the new address goes along into the request for a removal", async () => {
  const { user } = await record();
  await user.keyboard("{F2}");
  const postcode = await screen.findByLabelText("Postcode");
  await user.clear(postcode);
  await user.type(postcode, "ZZ1 1AA");
  await user.click(screen.getByRole("button", { name: "Confirm and queue" }));
  await user.click(await screen.findByRole("button", { name: "Request removal instead" }));
  expect(await screen.findByRole("radio", { name: /^Moved out of the area/ })).toBeChecked();
  expect(screen.getByLabelText("New address")).toHaveValue("THE OLD FORGE, ORPINGTON, KENT, ZZ1 1AA");
});

test("the note counts what the form adds to it, and is shown as PCSE will see it", async () => {
  const { user } = await record();
  await user.click(screen.getByRole("button", { name: "Request removal…" }));
  await user.click(await screen.findByRole("radio", { name: /^Moved out/ }));
  await user.type(screen.getByLabelText("New address"), "3 Hill Road");
  expect(await screen.findByText("NEW ADDRESS 3 HILL ROAD")).toBeVisible();
  expect(screen.getByText("23 of 70 characters")).toBeVisible();
});
