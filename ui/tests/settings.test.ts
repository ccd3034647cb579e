import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

async function openSettings(role: "clerk" | "manager" = "manager", change: (fake: Fake) => void = () => {}) {
  const fake = new Fake();
  fake.role = role;
  change(fake);
  const opened = await openWindow(fake);
  await opened.user.click(screen.getByRole("button", { name: "Settings" }));
  await screen.findByText(/^Link code/);

  return opened;
}

test("a setting is saved by itself, and says why it is there", async () => {
  const { fake, user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Sending" }));
  const form = await screen.findByRole("form", { name: "Minutes before something is sent" });
  await user.click(within(form).getByText("Why?"));
  expect(within(form).getByText(/Once it is sent, only PCSE can undo it/)).toBeVisible();
  await user.clear(within(form).getByRole("textbox"));
  await user.type(within(form).getByRole("textbox"), "30");
  await user.click(within(form).getByRole("button", { name: "Save" }));
  expect(fake.called("change_setting")).toEqual([{ setting: "hold_minutes", value: "30" }]);
  expect(await screen.findByText("Saved.")).toBeVisible();
});

test("what cannot be used is said beside its field, with how it should be", async () => {
  const { fake, user } = await openSettings();
  fake.instead.set("change_setting", () => {
    throw { code: "E972", message: "sending_times cannot be noon. Nothing was changed.", fields: [] };
  });
  await user.click(screen.getByRole("button", { name: "Sending" }));
  const form = await screen.findByRole("form", { name: "Times at which things are sent" });
  await user.type(within(form).getByRole("textbox"), "noon");
  await user.click(within(form).getByRole("button", { name: "Save" }));
  expect(await within(form).findByRole("link", { name: /^This cannot be used\. With commas, like 09:00,15:00/ })).toHaveAttribute("href", "#field-sending_times");
  expect(within(form).getByRole("textbox")).toHaveValue("noon");
});

test("a clerk reads them and changes nothing but how this computer looks", async () => {
  const { user } = await openSettings("clerk");
  expect(screen.getByText("Only a manager can change these.")).toBeVisible();
  expect(screen.getByText("Riverside Surgery", { selector: "p" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await user.click(within(screen.getByRole("navigation", { name: "Settings" })).getByRole("button", { name: "Display" }));
  await user.click(await screen.findByLabelText("125 %"));
  expect(document.documentElement.dataset.text).toBe("125");
});

test("a doctor is added with both codes, and the report says what would go wrong", async () => {
  const { fake, user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Doctors and codes" }));
  expect(await screen.findByRole("region", { name: "Validation report" })).toHaveTextContent("still with Dr P Lowry");
  await user.click(screen.getByRole("button", { name: "Add a doctor…" }));
  await user.type(screen.getByLabelText("Doctor's name"), "Dr Ama Mensah");
  await user.type(screen.getByLabelText("Both codes"), "9912399,K77");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(fake.called("save_doctor")).toEqual([{ form: { doctor: null, link: 1, name: "Dr Ama Mensah", code: "9912399,K77", fromOn: null, toOn: null } }]);
  expect(await screen.findByRole("cell", { name: "Dr Ama Mensah" })).toBeVisible();
});

test("training has no way to MESH, and a live practice can try its own", async () => {
  const training = await openSettings();
  await training.user.click(screen.getByRole("button", { name: "MESH connection" }));
  expect(await screen.findByText(/It has no way to MESH, and needs none/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Test the connection" })).toBeNull();
});

test("a test that fails says why, and a password is never shown", async () => {
  const { fake, user } = await openSettings("manager", (fake) => {
    fake.chosen.page = { ...fake.chosen.page, training: false, mesh: { ...fake.chosen.page.mesh, address: "https://mesh.example", missing: ["the mailbox's password"] } };
  });
  fake.instead.set("test_mesh", () => {
    throw { code: "E974", message: "The test did not succeed: MESH did not let us in. Nothing was sent.", fields: [] };
  });
  await user.click(screen.getByRole("button", { name: "MESH connection" }));
  expect(await screen.findByText(/Still missing: the mailbox's password/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Test the connection" }));
  expect(await screen.findByText(/^The test did not succeed/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Change…" }));
  expect(screen.getByLabelText("Mailbox password")).toHaveAttribute("type", "password");
  await user.type(screen.getByLabelText("Mailbox password"), "invented");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(fake.called("set_mesh")[0]).toMatchObject({ form: { address: "https://mesh.example", password: "invented", certificate: "" } });
});

test("a save leaves the focus on its button", async () => {
  const { user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Sending" }));
  const form = await screen.findByRole("form", { name: "Minutes before something is sent" });
  await user.clear(within(form).getByRole("textbox"));
  await user.type(within(form).getByRole("textbox"), "30");
  await user.click(within(form).getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  expect(within(form).getByRole("button", { name: "Save" })).toHaveFocus();
});

test("another part of the settings is opened over unsaved text only when that is meant", async () => {
  const { user } = await openSettings();
  const box = within(await screen.findByRole("form", { name: "Name of the practice" })).getByRole("textbox");
  await user.type(box, " West");
  await user.click(screen.getByRole("button", { name: "Sending" }));
  await user.click(await screen.findByRole("button", { name: "Go back and go on" }));
  expect(box).toHaveValue("Riverside Surgery West");
  await user.click(screen.getByRole("button", { name: "Sending" }));
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  expect(await screen.findByRole("form", { name: "Minutes before something is sent" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "MESH connection" }));
  expect(await screen.findByRole("heading", { name: "MESH connection" })).toBeVisible();
});

test("another screen is opened over unsaved settings only when that is meant", async () => {
  const { user } = await openSettings();
  const box = within(await screen.findByRole("form", { name: "Name of the practice" })).getByRole("textbox");
  await user.type(box, " West");
  await user.keyboard("{Control>}2{/Control}");
  await user.click(await screen.findByRole("button", { name: "Go back and go on" }));
  expect(box).toHaveValue("Riverside Surgery West");
  await user.click(screen.getByRole("button", { name: /^Today/ }));
  await user.click(await screen.findByRole("button", { name: "Leave, and lose it" }));
  expect(await screen.findByText(/of the \d+ messages are routine/)).toBeVisible();
  await user.keyboard("{Control>}2{/Control}");
  expect(await screen.findByRole("grid", { name: "Messages" })).toBeVisible();
});

test("what a link's form is refused for stands beside its one field", async () => {
  const { fake, user } = await openSettings();
  fake.instead.set("pause_link", () => {
    throw { code: "E941", message: "This needs a reason.", fields: [{ field: "reason", message: "Enter the reason" }] };
  });
  await user.click(within(screen.getByRole("navigation", { name: "Settings" })).getByRole("button", { name: "Links" }));
  const form = (await screen.findAllByRole("form", { name: /^Stop sending to/ }))[0]!;
  await user.click(within(form).getByRole("button", { name: "Stop sending" }));
  expect(await within(form).findByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  expect(within(form).getByRole("link", { name: "Enter the reason" })).toBeVisible();
});

test("Cancel leads back to the button that opened the form", async () => {
  const { user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Doctors and codes" }));
  await user.click(await screen.findByRole("button", { name: "Add a doctor…" }));
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("button", { name: "Add a doctor…" })).toHaveFocus();
});
