import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import App from "../src/App.svelte";
import type { Problem } from "../src/bindings/Problem";
import { Fake } from "../src/dev/fake";

const COMMANDS = ["desk", "standing", "today", "display"];

/** A window whose practice cannot be opened until something is done about it. */
async function stopped(problem: Problem) {
  const fake = new Fake();
  for (const command of COMMANDS) fake.instead.set(command, () => { throw problem; });
  fake.install();
  const user = userEvent.setup();
  render(App);
  await screen.findByRole("heading", { name: "Linkdesk could not open the practice" });

  return { fake, user };
}

const opens = (fake: Fake) => COMMANDS.forEach((command) => fake.instead.delete(command));
const problem = (code: string): Problem => ({ code, message: `Refused with ${code}.`, fields: [] });

test("a training practice of another version is made anew, and where the old one lies is told", async () => {
  const { fake, user } = await stopped(problem("E892"));
  expect(screen.getByText("There is a problem").closest("[tabindex]")).toHaveFocus();
  fake.instead.set("new_training", () => {
    opens(fake);
    return { told: ["A new training practice was made. The old one is kept in /data/training-kept-1."] };
  });
  await user.click(screen.getByRole("button", { name: "Make a new training practice" }));
  expect(await screen.findByText("Riverside Surgery · Y09999")).toBeVisible();
  expect(screen.getByText(/The old one is kept in/)).toBeVisible();
});

test("any other practice is only tried again, and what is then in the way is said", async () => {
  const { fake, user } = await stopped(problem("E928"));
  expect(screen.queryByRole("button", { name: "Make a new training practice" })).toBeNull();
  fake.instead.set("open_again", () => {
    for (const command of COMMANDS) fake.instead.set(command, () => { throw problem("E922"); });
    return null;
  });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Refused with E922.")).toBeVisible();
  let answer = () => {};
  fake.instead.set("open_again", () => {
    opens(fake);
    const cards = fake.answer("today", {});
    fake.instead.set("today", () => new Promise((done) => (answer = () => done(cards))));
    return null;
  });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Riverside Surgery · Y09999")).toBeVisible();
  expect(screen.queryByText("There is a problem"), "what is over is not told again").toBeNull();
  answer();
  expect(await screen.findByRole("region", { name: "To decide" })).toBeVisible();
});

test("what keeps the old one from being put aside is said in its place", async () => {
  const { fake, user } = await stopped(problem("E892"));
  fake.instead.set("new_training", () => { throw problem("E893"); });
  await user.click(screen.getByRole("button", { name: "Make a new training practice" }));
  expect(await screen.findByText("Refused with E893.")).toBeVisible();
});

test("the guide says what the code means though nothing is open, and F1 opens it", async () => {
  const { user } = await stopped(problem("E892"));
  await user.keyboard("{F1}");
  const row = (await screen.findByRole("article")).querySelector("#guide-row-e892");
  expect(row).toHaveTextContent("made by another version of Linkdesk");
  expect(row).toHaveFocus();
  expect(screen.getByText(/places? found/)).toBeVisible();
  await user.clear(screen.getByRole("searchbox"));
  expect(screen.queryByRole("button", { name: "Keys of this program" })).toBeNull();
});
