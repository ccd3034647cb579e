import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { openWindow } from "./support";

async function openLinks(change: (fake: Fake) => void = () => {}) {
  const fake = new Fake();
  fake.role = "manager";
  change(fake);
  const opened = await openWindow(fake);
  await opened.user.keyboard("{Control>}6{/Control}");
  await screen.findByRole("heading", { name: "Links and numbers" });

  return opened;
}

test("a link says how far it is, and a new one what its first number will be", async () => {
  await openLinks();
  expect(await screen.findByRole("region", { name: "Link with XX11" })).toHaveTextContent("interchange 42, message 57, transaction 311");
  expect(screen.getByRole("region", { name: "Link with YY01" })).toHaveTextContent("No messages have been exchanged yet. The first message you send will be number 13.");
});

test("it is well only where nothing speaks against it, and the certificate warns in time", async () => {
  const { user } = await openLinks();
  const health = await screen.findByRole("region", { name: "Health" });
  expect(health).toHaveTextContent("Look at this");
  expect(health).toHaveTextContent("in 20 days: ask for a new one now");
  await user.click(screen.getByRole("button", { name: "Mark as explained…" }));
  await user.type(screen.getByLabelText("Why is it missing?"), "PCSE sent a test");
  await user.click(screen.getByRole("button", { name: "Mark as explained" }));
  expect(await screen.findByText("No number is missing that nobody has explained.")).toBeVisible();
  expect(screen.getByRole("region", { name: "Health" })).toHaveTextContent("Well");
});

test("only a manager marks as explained and saves a report", async () => {
  await openLinks((fake) => (fake.role = "clerk"));
  await screen.findByRole("region", { name: "Letters without a receipt" });
  expect(screen.queryByRole("button", { name: /Mark as explained/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Save as CSV" })).toBeNull();
});

test("what is to be read to PCSE stands apart with its number, and is copied", async () => {
  const { user } = await openLinks();
  const report = await screen.findByRole("region", { name: "Letters without a receipt" });
  expect(report).toHaveTextContent("To read to PCSE, on 0333 014 2884");
  await user.click(within(report).getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toMatch(/^This is Riverside Surgery, link code TES5\. For interchange 41/);
});

test("a number that PCSE names leads to whom it was about", async () => {
  const { fake, user } = await openLinks();
  await user.click(await screen.findByRole("button", { name: "What stood under a number" }));
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(await screen.findByRole("link", { name: "Enter an interchange number, like 42" })).toBeVisible();
  await user.type(screen.getByLabelText("Interchange number"), "42");
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(await screen.findByRole("region", { name: "What stood in our letters" })).toHaveTextContent("KENNEDY, Sarah (Miss)");
  expect(fake.called("report").at(-1)).toEqual({ form: { report: "operations", link: 1, first: 42, last: 42 } });
});

test("letters between two days are asked for by both days", async () => {
  const { fake, user } = await openLinks();
  await user.click(await screen.findByRole("button", { name: "Letters between two days" }));
  await user.click(screen.getByRole("button", { name: "Show" }));
  await screen.findByRole("region", { name: "What went out and what came in" });
  expect(fake.called("report").at(-1)).toEqual({ form: { report: "traffic", from: "2026-11-14", to: "2026-11-21" } });
});

test("the quarter's certificate is there at once, for the quarter in which we are", async () => {
  const { fake, user } = await openLinks();
  await user.click(await screen.findByRole("button", { name: "Certificate of the quarter" }));
  expect(await screen.findByRole("region", { name: "Certificate of the quarter" })).toHaveTextContent("By hand, put right");
  expect(fake.called("report").at(-1)).toEqual({ form: { report: "quarter", from: "2026-10-01", to: "2026-12-31" } });
  await user.clear(screen.getAllByLabelText("Day")[0]!);
  await user.paste("1/7/2026");
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(await screen.findByText(/from 2026-07-01 to 2026-12-31/)).toBeVisible();
});
