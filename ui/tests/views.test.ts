import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openInbox, pane } from "./support";

test("a narrowed inbox is kept under a name, shown again, and forgotten", async () => {
  const { fake, user } = await openInbox();
  expect(screen.queryByRole("button", { name: "Save this view…" }), "nothing is narrowed").toBeNull();
  await user.selectOptions(screen.getByLabelText("Type of message"), "F2");
  await user.click(screen.getByRole("button", { name: "Save this view…" }));
  await waitFor(() => expect(screen.getByLabelText("Name of this view"), "the keyboard goes on where it is wanted").toHaveFocus());
  await user.keyboard("Deductions{Enter}");
  await waitFor(() => expect(fake.called("save_view")).toEqual([{ view: { name: "Deductions", view: "to-decide", kind: "F2", query: "", isGrouped: false } }]));
  await waitFor(() => expect(screen.getByRole("button", { name: "Save this view…" })).toHaveFocus());

  await user.selectOptions(screen.getByLabelText("Type of message"), "");
  await user.click(await screen.findByRole("button", { name: "Deductions" }));
  await waitFor(() => expect(screen.getByLabelText("Type of message")).toHaveValue("F2"));
  expect(Object.values(localStorage).join(""), "a filter may name a patient").not.toContain("Deductions");

  await user.click(screen.getByRole("button", { name: "Forget the view Deductions" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Deductions" })).toBeNull());
});

test("a view that is refused says why and keeps its name in the box", async () => {
  const fake = new Fake();
  fake.instead.set("save_view", () => {
    throw { code: "E942", message: "12 views are saved already.", fields: [] };
  });
  const { user } = await openInbox(fake);
  await user.click(screen.getByRole("button", { name: "By patient" }));
  await user.click(screen.getByRole("button", { name: "Save this view…" }));
  await user.type(screen.getByLabelText("Name of this view"), "By patient");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("12 views are saved already.")).toBeVisible();
  expect(screen.getByLabelText("Name of this view")).toHaveValue("By patient");
});

test("a message is taken on and given back", async () => {
  const { fake, user } = await openInbox(new Fake(), "STEVENS, Charles Anthony (Mr)");
  await user.click(await within(pane()).findByRole("button", { name: "Take it on" }));
  await waitFor(() => expect(fake.called("own_notice")).toEqual([{ notice: 2, mine: true }]));
  expect(await within(pane()).findByText(/taken on by Asha Patel/)).toBeVisible();
  await user.click(await within(pane()).findByRole("button", { name: "Give it back" }));
  await waitFor(() => expect(fake.called("own_notice")[1]).toEqual({ notice: 2, mine: false }));
});
