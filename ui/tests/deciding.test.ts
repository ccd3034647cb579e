import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { DecideForm } from "../src/bindings/DecideForm";
import { Fake } from "../src/dev/fake";
import { detail } from "../src/dev/notices";
import { openInbox, pane } from "./support";

const button = (name: string | RegExp) => within(pane()).getByRole("button", { name });
const find = (name: string | RegExp) => within(pane()).findByRole("button", { name });
/** The first FP69 notice, the first reply to a request, the first amendment. */
const FP69 = detail(4).row.name!;
const REPLY = detail(7).row.name!;
const AMENDMENT = detail(0).row.name!;
const STALE = { code: "E932", message: "This was changed meanwhile.", fields: [] };

const sent = (fake: Fake) => fake.called("decide") as { form: DecideForm; answered: string[] }[];

test("a request says why the patient leaves, and a death is confirmed", async () => {
  const { fake, user } = await openInbox(new Fake(), FP69);
  await user.click(await find("Request removal…"));
  await user.click(button("Request removal"));
  expect(await within(pane()).findByRole("link", { name: "Choose the reason" })).toBeVisible();

  await user.click(within(pane()).getByRole("radio", { name: /^Died/ }));
  await user.type(within(pane()).getByLabelText("Day"), "2/11/2026");
  await user.click(within(pane()).getByRole("checkbox", { name: "The date is approximate" }));
  await user.click(button("Request removal"));
  expect(await screen.findByRole("heading", { name: /^Has .* died\?$/ })).toHaveFocus();
  expect(sent(fake)).toEqual([]);
  await user.click(button("Yes, queue the request"));
  await waitFor(() => expect(sent(fake)[0]!.form.removal).toMatchObject({ reason: "died", on: "2026-11-02", dateIsApproximate: true }));
});

test("asking again begins with what was asked before", async () => {
  const { fake, user } = await openInbox(new Fake(), REPLY);
  await user.click(await find("Send a new request…"));
  expect(within(pane()).getByRole("radio", { name: /^Gone abroad/ })).toBeChecked();
  await user.click(button("Send a new request"));
  await waitFor(() => expect(sent(fake)[0]!.form.removal).toMatchObject({ reason: "abroad", on: "2026-10-02" }));
});

test("a new address outside the area stops, and leads to the removal or goes on", async () => {
  const { fake, user } = await openInbox(new Fake(), FP69);
  await user.click(await find("New address…"));
  await user.type(within(pane()).getByLabelText("Postcode"), "ZZ1 1AA");
  await user.click(button("New address"));
  expect(await within(pane()).findByText(/looks outside your area/)).toBeVisible();
  expect(button("Request removal instead")).toBeVisible();

  await user.click(button("It is right, go on"));
  await waitFor(() => expect(sent(fake)[0]!.answered).toEqual(["postcode E747"]));
  expect(sent(fake)[0]!.form.address!.postcode).toBe("ZZ1 1AA");
});

test("a record that changed meanwhile is told, and what was typed goes on", async () => {
  const fake = new Fake();
  const { user } = await openInbox(fake, AMENDMENT);
  await user.click(await find("Out of our area…"));
  await user.type(within(pane()).getByLabelText("What PCSE will read"), "19 miles away");
  fake.instead.set("decide", () => {
    const before = detail(0);
    fake.details.set(1, { ...before, patientVersion: 9, person: { ...before.person!, version: 9, nhsNumber: "9990000026", previousSurname: "ASQUITH" } });
    throw STALE;
  });
  await user.click(button("Out of our area"));
  expect(await within(pane()).findByText(/What you typed is kept/)).toBeVisible();
  expect(within(pane()).getByRole("alert")).toHaveTextContent("Previous surname is now ASQUITH");

  fake.instead.delete("decide");
  await user.click(button("Out of our area"));
  await waitFor(() => expect(sent(fake).at(-1)!.form).toMatchObject({ seen: 9, text: "19 miles away" }));
});

test("the focus goes back to where it came from, and Esc is one step back", async () => {
  const { user } = await openInbox(new Fake(), AMENDMENT);
  await user.click(await find("Out of our area…"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(button("Out of our area…")).toHaveFocus());

  await user.click(button("Out of our area…"));
  await user.type(within(pane()).getByLabelText("What PCSE will read"), "19 miles");
  await user.keyboard("{Escape}");
  expect(button("Cancel"), "what was typed is not thrown away by one key").toHaveFocus();
  expect(within(pane()).getByLabelText("What PCSE will read")).toHaveValue("19 miles");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(button("Out of our area…")).toHaveFocus());

  await user.click(button("Remind me…"));
  expect(button("Tomorrow")).toHaveFocus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(button("Remind me…")).toHaveFocus());
});

test("saying that it is nobody here takes the focus along and gives it back", async () => {
  const { user } = await openInbox(new Fake(), "Not matched");
  await user.click(await find(/not our patient…/));
  expect(within(pane()).getByLabelText("Why is this not your patient?")).toHaveFocus();
  await user.click(button("Cancel"));
  await waitFor(() => expect(button(/not our patient…/)).toHaveFocus());
});

test("a deduction without a date asks for it, and its form has no key either", async () => {
  const fake = new Fake();
  const dateless = detail(1);
  const [record, ...others] = dateless.choices;
  fake.details.set(2, { ...dateless, choices: [{ ...record!, needs: { ...record!.needs, day: true } }, ...others] });
  const { user } = await openInbox(fake, "STEVENS, Charles Anthony (Mr)");
  await user.click(await find("Record deduction…"));
  await user.type(within(pane()).getByLabelText("Day"), "18/11/2026");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(button("Record deduction")).toHaveFocus();
  expect(sent(fake)).toEqual([]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(sent(fake)[0]!.form.on).toBe("2026-11-18"));
});
