import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { BLANK } from "../src/dev/forms";
import { openInbox, openWindow, pane } from "./support";

async function begin(fake = new Fake()) {
  const opened = await openWindow(fake);
  await opened.user.keyboard("{Control>}4{/Control}");
  await opened.user.click(await screen.findByRole("button", { name: "Start a registration" }));
  await screen.findByRole("heading", { name: "Find first" });

  return opened;
}

const on = () => screen.getByRole("button", { name: "Continue" });

const refusal = async () => (await screen.findByText("There is a problem")).closest<HTMLElement>("[role=alert]")!;

test("a registration is typed section by section, checked, and filed once", async () => {
  const { fake, user } = await begin();
  await user.click(on());
  await user.click(await screen.findByRole("radio", { name: /Transfer in/ }));
  await user.click(on());
  await user.type(await screen.findByLabelText("Surname"), "Okoré");
  await user.type(screen.getByLabelText("Title"), "Mr");
  await user.click(screen.getByRole("radio", { name: "Male" }));
  expect(await screen.findByText(/1 letter was changed: “é” becomes “E”/)).toBeVisible();
  await user.click(on());
  await user.type(await screen.findByLabelText("Number and road"), "14 Mill Brow");
  await user.type(screen.getByLabelText("Post town"), "Otley");
  await user.type(screen.getByLabelText("Postcode"), "LS21 9ZZ");
  await user.click(on());
  await user.click((await screen.findByRole("heading", { name: "Previous registration" })) && on());
  await user.selectOptions(await screen.findByLabelText("Registered GP"), "9912345,K31");
  await user.click(on());
  expect(await screen.findByText("14 Mill Brow, Otley, LS21 9ZZ")).toBeVisible();
  await user.dblClick(screen.getByRole("button", { name: "Confirm and queue" }));

  expect(await screen.findByText("Not registered yet.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Close" })).toBeVisible();
  expect(screen.queryByText(/Nothing is sent until you confirm/)).toBeNull();
  expect(screen.getByText(/If no answer has come by 27 November 2026, Today names them/)).toBeVisible();
  expect(fake.called("file_registration")).toHaveLength(1);
});

test("each section leads to where the next word goes, and to its heading where nothing is left to type", async () => {
  const { user } = await begin();
  expect(screen.getByLabelText("NHS number")).toHaveFocus();
  await user.keyboard("9990000018{Control>}{Enter}{/Control}");
  expect(await screen.findByRole("radio", { name: /Birth/ })).toHaveFocus();
  await user.click(screen.getByRole("radio", { name: /First registration/ }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByLabelText("Surname")).toHaveFocus();
  await user.keyboard("Okoro");
  await user.click(screen.getByRole("button", { name: /Check answers/ }));
  expect(await screen.findByRole("heading", { name: "Check answers" })).toHaveFocus();
});

test("what was filed is not filed again by the same key", async () => {
  const fake = new Fake();
  fake.instead.set("begin_registration", () => ({ form: { ...BLANK, kind: "3", title: "Mr", surname: "Okoro", sex: "1", road: "1 Hill", postTown: "Otley", postcode: "LS21 9ZZ", gp: "9912345,K31" }, said: [], lookAt: null }));
  const { user } = await begin(fake);
  await user.click(screen.getByRole("button", { name: /Check answers/ }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText("Not registered yet.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(fake.called("file_registration")).toHaveLength(1);
});

test("what is missing is named in the section and leads to its field; nothing goes on", async () => {
  const { user } = await begin();
  await user.click(on());
  await user.click((await screen.findByRole("heading", { name: "Kind of registration" })) && on());
  const problem = await refusal();
  expect(problem).toHaveTextContent("Choose the kind of registration");
  expect(problem).not.toHaveTextContent("Enter the surname");
  await user.click(within(problem).getByRole("link", { name: "Choose the kind of registration" }));
  expect(screen.getByRole("radio", { name: /Birth/ })).toHaveFocus();
});

test("everything that is wrong is told at the end, with a way to each place", async () => {
  const { fake, user } = await begin();
  await user.click(screen.getByRole("button", { name: /Check answers/ }));
  await user.click(await screen.findByRole("button", { name: "Confirm and queue" }));
  const problem = await refusal();
  expect(within(problem).getAllByRole("link")).toHaveLength(6);
  await user.click(within(problem).getByRole("link", { name: "Enter the post town" }));
  expect(await screen.findByRole("heading", { name: "Address" })).toBeVisible();
  expect(await screen.findByLabelText("Post town")).toHaveFocus();
  expect(fake.called("file_registration")).toEqual([]);
});

test("a doubt stops once, is answered, and asks again only when the field has changed", async () => {
  const fake = new Fake();
  fake.instead.set("begin_registration", () => ({ form: { ...BLANK, kind: "3", surname: "Okoro", sex: "1", road: "1 Hill", postTown: "Otley", postcode: "LS21 9ZZ", gp: "9912345,K31" }, said: [], lookAt: null }));
  const { user } = await begin(fake);
  await user.click(screen.getByRole("button", { name: /Check answers/ }));
  await user.click(await screen.findByRole("button", { name: "Confirm and queue" }));
  expect(await screen.findByRole("heading", { name: "Check before you go on" })).toHaveFocus();
  expect(screen.getByText(/Enter the title/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "It is right, go on" }));
  await screen.findByText("Not registered yet.");
  expect(fake.called("file_registration")[0]!.answered).toEqual(["title E708"]);
});

test("somebody who looks alike is looked at before a second record is made", async () => {
  const { user } = await begin();
  await user.type(screen.getByLabelText("Surname"), "Stevens");
  await user.click(on());
  expect(await screen.findByRole("heading", { name: "Somebody like this is on your list" })).toHaveFocus();
  await user.click(screen.getByRole("button", { name: "It is somebody else" }));
  expect(await screen.findByRole("heading", { name: "Kind of registration" })).toBeVisible();
});

test("what is typed is kept by itself and gone on with later; discarding asks first", async () => {
  const { fake, user } = await begin();
  await user.type(screen.getByLabelText("Surname"), "Okoro");
  await user.keyboard("{Control>}s{/Control}");
  expect(await screen.findByText(/draft saved/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Close, and keep the draft" }));
  await user.click(await screen.findByRole("button", { name: /^Go on/ }));
  expect(await screen.findByLabelText("Surname")).toHaveValue("Okoro");
  await user.click(screen.getByRole("button", { name: "Close, and keep the draft" }));
  await user.click(await screen.findByRole("button", { name: /^Discard…/ }));
  expect(fake.called("discard_unfinished")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Discard it" }));
  expect(await screen.findByText("You have none. Only you see yours.")).toBeVisible();
});

test("a rejection is fixed where PCSE points", async () => {
  const { user } = await openInbox(new Fake(), "ASQUITH, Roger (Lord)");
  await user.click(await within(pane()).findByRole("button", { name: "Fix and send again…" }));
  expect(await screen.findByText(/PLEASE CONFIRM ADDRESS/)).toBeVisible();
  expect(await screen.findByLabelText("House name")).toHaveFocus();
});

test("a viewer is told that registering needs a clerk", async () => {
  const fake = new Fake();
  fake.role = "viewer";
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}4{/Control}");
  expect(await screen.findByText("Registering needs a clerk or a manager.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Start a registration" })).toBeNull();
});

async function whoOf(kind: string, fake = new Fake()) {
  fake.instead.set("begin_registration", () => ({ form: { ...BLANK, kind }, said: [], lookAt: null }));
  const opened = await begin(fake);
  await opened.user.click(screen.getByRole("button", { name: /^3 ?Who|Who$/ }));

  return opened;
}

test("where nobody knows the date of birth, 1 January of the guessed year is entered, and it is said", async () => {
  const { user } = await whoOf("2");
  await user.click(await screen.findByText("Nobody knows the date of birth"));
  await user.type(screen.getByLabelText("Estimated year of birth"), "85");
  await user.click(screen.getByRole("button", { name: "Use 1 January of that year" }));
  expect(screen.getByLabelText("Estimated year of birth")).toHaveAccessibleDescription(/Enter a year of four digits/);
  await user.clear(screen.getByLabelText("Estimated year of birth"));
  await user.type(screen.getByLabelText("Estimated year of birth"), "1985");
  await user.click(screen.getByRole("button", { name: "Use 1 January of that year" }));
  expect(screen.getByText("The date of birth is now 1 January 1985. PCSE reads that day as a guess.")).toBeVisible();
  expect(["Day", "Month", "Year"].map((name) => (screen.getByRole("textbox", { name }) as HTMLInputElement).value)).toEqual(["01", "01", "1985"]);
});

test("the previous area is found by a few letters, by keys alone, and what is no area stays as it was typed", async () => {
  const { fake, user } = await whoOf("3");
  await user.click(screen.getByRole("button", { name: /Previous registration$/ }));
  const box = await screen.findByRole("combobox", { name: "Previous area (optional)" });
  await user.type(box, "le");
  expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual(["Leeds (LDS)"]);
  await user.keyboard("{Enter}");
  expect(box).toHaveValue("Leeds (LDS)");
  expect(screen.queryByRole("option")).toBeNull();
  await user.clear(box);
  await user.type(box, "nowhere");
  await user.tab();
  expect(box).toHaveValue("nowhere");
  const last = () => (fake.called("check_registration").at(-1) as { form: { previousHa: string } }).form.previousHa;
  expect(last()).toBe("nowhere");
  await user.clear(box);
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(last()).toBe("LDS");
});

test("a practice that dispenses nothing and has no homes is not asked about either", async () => {
  const fake = new Fake();
  const usual = fake.answer("register_choices", {}) as object;
  fake.instead.set("register_choices", () => ({ ...usual, dispenses: false, homes: false }));
  const { user } = await whoOf("2", fake);
  await user.click(screen.getByRole("button", { name: /GP$/ }));
  const doctors = within(await screen.findByLabelText("Registered GP")).getAllByRole("option");
  expect(doctors.map(({ textContent }) => textContent), "a letter leads to a family name").toEqual(["Choose a GP", "Adeyemi, Dr Ruth (9912345,K31)"]);
  expect(screen.queryByLabelText(/^Drugs are dispensed/)).toBeNull();
  expect(screen.queryByLabelText(/^Residential institute code/)).toBeNull();
});

test("a number that cannot be anybody's is named beside its field, and finds nobody new", async () => {
  const fake = new Fake();
  const usual = fake.answer("check_registration", { form: BLANK }) as { problems: unknown[] };
  fake.instead.set("check_registration", () => ({ ...usual, problems: [{ field: "nhsNumber", code: "E705", message: "This NHS number is not valid", soft: false }] }));
  const { user } = await begin(fake);
  await user.type(screen.getByLabelText("NHS number"), "9990000019");
  await user.click(screen.getByRole("button", { name: "Search" }));
  expect(await screen.findByLabelText("NHS number")).toHaveAttribute("aria-invalid", "true");
  expect(screen.queryByText("No one found.")).toBeNull();
  expect(fake.called("patients")).toEqual([]);
});

test("what was found goes when something else is typed", async () => {
  const { user } = await begin();
  await user.type(screen.getByLabelText("Surname"), "kennedy");
  await user.click(screen.getByRole("button", { name: "Search" }));
  expect(await screen.findByText(/people found\./)).toBeVisible();
  await user.type(screen.getByLabelText("Surname"), "x");
  expect(screen.queryByText(/people found\./)).toBeNull();
});

test("whom a form is about stands above it, where that is known", async () => {
  const { user } = await begin();
  expect(screen.queryByRole("region", { name: "Patient" })).toBeNull();
  await user.keyboard("{F3}");
  await user.type(await screen.findByRole("searchbox"), "patel");
  await user.click((await screen.findAllByText(/^PATEL, Rohan/))[0]!);
  await user.click(await screen.findByRole("button", { name: "Register again…" }));
  expect(await screen.findByRole("region", { name: "Patient" })).toHaveTextContent("PATEL, Rohan");
});
