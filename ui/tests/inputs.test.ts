import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import DayField from "../src/components/shared/DayField.svelte";
import NhsNumberField from "../src/components/shared/NhsNumberField.svelte";
import { spacedNumber } from "../src/lib/shown";

const box = (name: string) => screen.getByRole("textbox", { name });

test("an NHS number falls into threes and a four while it is typed, and the caret stays", async () => {
  const user = userEvent.setup();
  render(NhsNumberField, { field: "nhsNumber", label: "NHS number", value: "", problem: null });
  await user.type(box("NHS number"), "9990000018");
  expect(box("NHS number")).toHaveValue("999 000 0018");
  await user.clear(box("NHS number"));
  await user.paste("999-000-0026");
  expect(box("NHS number")).toHaveValue("999 000 0026");
});

test("what is no NHS number stays as it was typed, so that the desk can say what is wrong", () => {
  expect(["AB123456C", "99900000181", "999 000", ""].map(spacedNumber)).toEqual(["AB123456C", "99900000181", "999 000", ""]);
});

test("a whole date goes into any box and fills all three", async () => {
  const user = userEvent.setup();
  render(DayField, { field: "born", label: "Date of birth", day: null, problem: null });
  await user.click(box("Month"));
  await user.paste("23/5/1940");
  expect([box("Day"), box("Month"), box("Year")].map((one) => (one as HTMLInputElement).value)).toEqual(["23", "05", "1940"]);
});

test("a date is typed with the year first, also one whose day could go on", async () => {
  const user = userEvent.setup();
  render(DayField, { field: "born", label: "Date of birth", day: null, problem: null });
  await user.type(box("Day"), "1971-09-30");
  expect([box("Day"), box("Month"), box("Year")].map((one) => (one as HTMLInputElement).value)).toEqual(["30", "09", "1971"]);
  await user.clear(box("Day"));
  await user.type(box("Day"), "1971-9-3");
  await user.tab();
  expect(box("Day")).toHaveValue("03");
});

test("what is no date stays as it was typed, and comes back into its boxes", async () => {
  const user = userEvent.setup();
  const { unmount } = render(DayField, { field: "born", label: "Date of birth", day: "31/2/1990", problem: null });
  expect([box("Day"), box("Month"), box("Year")].map((one) => (one as HTMLInputElement).value)).toEqual(["31", "2", "1990"]);
  unmount();
  render(DayField, { field: "born", label: "Date of birth", day: "never", problem: null });
  expect([box("Day"), box("Month"), box("Year")].map((one) => (one as HTMLInputElement).value)).toEqual(["never", "", ""]);
  await user.type(box("Year"), "1990");
  expect(box("Day")).toHaveValue("never");
});

test("a field that is refused is named to whoever listens", () => {
  const problem = { code: "E870", message: "x", fields: [{ field: "nhsNumber", message: "Enter the NHS number" }] };
  render(NhsNumberField, { field: "nhsNumber", label: "NHS number", value: "", problem });
  expect(box("NHS number")).toBeInvalid();
  expect(box("NHS number")).toHaveAccessibleDescription(/Error: ?Enter the NHS number/);
});
