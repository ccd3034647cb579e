import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import type { Role } from "../src/bindings/Role";
import { openWindow } from "./support";

const REASON = "PCSE said so on the telephone";

async function openRecord(name: string, role: Role = "manager", fake = new Fake()) {
  fake.role = role;
  const opened = await openWindow(fake);
  await opened.user.keyboard("{F3}");
  await opened.user.type(await screen.findByRole("searchbox"), name);
  await opened.user.click((await screen.findAllByText(new RegExp(name, "i")))[0]!);
  await screen.findByRole("tab", { name: "Timeline" });

  return { ...opened, fake };
}

const choices = () => screen.getAllByRole("radio").map((one) => (one as HTMLInputElement).value);

test.each<[string, string[]]>([
  ["howes, alison", ["left", "number", "noFlag"]],
  ["asquith, roger", ["approved", "number"]],
])("what can be put right for %s is what applies", async (name, wanted) => {
  const { user } = await openRecord(name);
  await user.click(await screen.findByRole("button", { name: "Put right by hand…" }));
  const form = screen.getByRole("form", { name: "Put right by hand" });
  expect(choices()).toEqual(wanted);
  expect(within(form).getByText(/Nothing is sent: PCSE's list and the Spine stay as they are, so tell PCSE as well/)).toBeVisible();
  expect(screen.getByRole("heading", { name: "Put right by hand" })).toHaveFocus();
});

test("it is put right once, told at the edge, and taken back from there for a reason", async () => {
  const { fake, user } = await openRecord("kennedy");
  await user.click(await screen.findByRole("button", { name: "Put right by hand…" }));
  await user.click(screen.getByLabelText(/They have left the list/));
  await user.type(screen.getByLabelText("Day"), "2");
  await user.type(screen.getByLabelText("Month"), "11");
  await user.type(screen.getByLabelText("Year"), "2026");
  await user.type(screen.getByLabelText("Reason for putting it right"), REASON);
  await user.click(screen.getByRole("button", { name: "Put it right" }));
  const patient = fake.called("patient")[0]!.patient as number;
  expect(fake.called("put_right")).toEqual([{ form: { patient, what: "left", on: "2026-11-02", nhsNumber: "", reason: REASON } }]);
  expect(await screen.findByText(/tell PCSE as well/)).toBeVisible();

  await screen.findByRole("button", { name: "Take back what was put right…" });
  await user.keyboard("{Control>}2{/Control}");
  expect(screen.queryByRole("button", { name: "Take back what was put right…" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Undo…" }));
  const form = await screen.findByRole("form", { name: "Take back what was put right" });
  expect(form).toHaveTextContent("taken off the list");
  await user.type(within(form).getByLabelText("Reason for taking it back"), "the other twin");
  await user.click(within(form).getByRole("button", { name: "Take it back" }));
  expect(fake.called("put_right_back")).toEqual([{ patient, why: "the other twin" }]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Take back what was put right…" })).toBeNull());
});

test("a second press while the desk is at work puts nothing right twice", async () => {
  const { fake, user } = await openRecord("kennedy");
  let answer = (_: unknown) => {};
  fake.instead.set("put_right", () => new Promise((done) => (answer = done)));
  await user.click(await screen.findByRole("button", { name: "Put right by hand…" }));
  await user.click(screen.getByLabelText(/They have left the list/));
  const press = screen.getByRole("button", { name: "Put it right" });
  await user.click(press);
  await user.click(press);
  expect(fake.called("put_right")).toHaveLength(1);
  answer({ told: ["It is done."] });
  expect(await screen.findByText("It is done.")).toBeVisible();
});

test("a refusal is told beside its field, and what was typed stays", async () => {
  const { fake, user } = await openRecord("kennedy");
  const refusal = { code: "E876", message: "Something that this needs was not given.", fields: [{ field: "nhsNumber", message: "Look at the number again" }] };
  fake.instead.set("put_right", () => {
    throw refusal;
  });
  await user.click(await screen.findByRole("button", { name: "Put right by hand…" }));
  await user.click(screen.getByLabelText(/The NHS number is another/));
  await user.type(screen.getByLabelText("NHS number"), "9990001007");
  await user.type(screen.getByLabelText("Reason for putting it right"), REASON);
  await user.click(screen.getByRole("button", { name: "Put it right" }));
  expect(await screen.findByText("E876")).toBeVisible();
  expect(screen.getByLabelText("NHS number")).toHaveAccessibleDescription(/Look at the number again/);
  expect(screen.getByLabelText("NHS number")).toHaveValue("999 000 1007");
  expect(screen.getByLabelText("Reason for putting it right")).toHaveValue(REASON);

  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Put right by hand…" })).toHaveFocus());
});

test.each<Role>(["clerk", "viewer"])("a %s sees no such button", async (role) => {
  await openRecord("kennedy", role);
  expect(screen.queryByRole("button", { name: "Put right by hand…" })).toBeNull();
});
