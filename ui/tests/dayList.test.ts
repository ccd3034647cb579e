import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { Fake } from "../src/dev/fake";
import { row } from "../src/dev/notices";
import { paged } from "../src/lib/dayList";
import { openWindow } from "./support";

test("each part begins a page, a long one goes on, an empty one says so", () => {
  const rows = Array.from({ length: 5 }, (_, n) => ({ ...row(n), name: "COLE, Tunde (Mr)", owner: null }));
  const pages = paged([{ title: "Decided today", rows: [] }, { title: "Still to decide", rows }], 2);
  expect(pages.map(({ title, rows, goesOn }) => [title, rows.length, goesOn])).toEqual([
    ["Decided today", 0, false], ["Still to decide", 2, true], ["Still to decide", 2, true], ["Still to decide", 1, false],
  ]);
});

test("a long name takes another line, and its row is not cut from its page", () => {
  const long = { ...row(0), name: "FEATHERSTONEHAUGH, Charlotte Bronwen (Ms)", owner: null };
  const short = { ...row(1), name: "COLE, Tunde (Mr)", owner: null };
  const lengths = (rows: typeof long[], most: number) => paged([{ title: "Still to decide", rows }], most).map(({ rows }) => rows.length);
  expect(lengths([short, long, short, long], 3)).toEqual([2, 2]);
  expect(lengths([short, short, long], 3), "two lines do not fit into the one that is left").toEqual([2, 1]);
  expect(lengths([long, long], 1), "what fits nowhere stands alone").toEqual([1, 1]);
});

test("every page says whose it is, when it was read, which of how many, and that it is training", async () => {
  const fake = new Fake(40);
  fake.rows = fake.rows.map((one, n) => (n < 3 ? { ...one, state: "done", owner: "Asha Patel" } : one));
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}p{/Control}");
  expect(await screen.findByRole("heading", { name: "Day list" })).toHaveFocus();
  const pages = await screen.findAllByRole("region", { name: /^Page/ });
  expect(pages.map((page) => page.getAttribute("aria-label"))).toEqual(["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]);
  for (const page of pages) {
    expect(page).toHaveTextContent("Riverside Surgery · Y09999");
    expect(page).toHaveTextContent("Asha Patel, 21-Nov-2026 14:38 · Page");
    expect(page).toHaveTextContent("TRAINING · these are not real patients");
  }
  expect(within(pages[0]!).getAllByRole("row")).toHaveLength(4);

  await user.click(screen.getByRole("button", { name: "Print…" }));
  expect(fake.called("print_page")).toHaveLength(1);
});

test("a live desk prints no word of training, and a viewer prints too", async () => {
  const fake = new Fake(2);
  [fake.training, fake.role] = [false, "viewer"];
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}p{/Control}");
  expect((await screen.findAllByRole("region", { name: /^Page/ }))[0]).not.toHaveTextContent("TRAINING");
  await user.click(screen.getByRole("button", { name: "Print…" }));
  expect(fake.called("print_page")).toHaveLength(1);
});

test("elsewhere what is open is printed in the same way, and a printer that refuses is told", async () => {
  const fake = new Fake(2);
  fake.instead.set("print_page", () => {
    throw { code: "E889", message: "This computer could not print.", fields: [] };
  });
  const { user } = await openWindow(fake);
  await user.keyboard("{Control>}3{/Control}");
  await user.keyboard("{Control>}p{/Control}");
  expect(fake.called("print_page")).toHaveLength(1);
  expect(await screen.findByText("This computer could not print.")).toBeVisible();
});
