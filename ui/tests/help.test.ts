import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { parse } from "../scripts/markdown.mjs";
import { pages, search } from "../src/lib/guide";
import { CONTENTS } from "../src/lib/guide.svelte";
import { openWindow } from "./support";

test("Markdown becomes parts that can only be text", () => {
  const page = parse("# Title\n\nWords **loud** and `code`, [there](inbox.md#one-message), [away](https://example.org).\n\n1. one\n   more\n2. two\n\n| A | B |\n|---|---|\n| <b>x</b> | y |\n\n> Mind.\n");
  expect(page.title).toBe("Title");
  expect(page.blocks.slice(1)).toEqual([
    { kind: "paragraph", words: [
      { kind: "text", text: "Words " }, { kind: "strong", text: "loud" }, { kind: "text", text: " and " }, { kind: "code", text: "code" }, { kind: "text", text: ", " },
      { kind: "link", text: "there", page: "inbox", anchor: "one-message" }, { kind: "text", text: ", " }, { kind: "text", text: "away" }, { kind: "text", text: "." },
    ] },
    { kind: "list", ordered: true, items: [[{ kind: "text", text: "one more" }], [{ kind: "text", text: "two" }]] },
    { kind: "table", head: [[{ kind: "text", text: "A" }], [{ kind: "text", text: "B" }]], rows: [[[{ kind: "text", text: "<b>x</b>" }], [{ kind: "text", text: "y" }]]] },
    { kind: "note", words: [{ kind: "text", text: "Mind." }] },
  ]);
});

test("every page stands in the contents, has a title, and leads only to pages that there are", () => {
  const listed = CONTENTS.flatMap(({ pages }) => pages);
  expect([...pages().keys()].sort()).toEqual([...listed].sort());
  for (const [id, page] of pages()) {
    expect(page.title, id).not.toBe("");
    const links = JSON.stringify(page).matchAll(/"page":"([\w-]+)","anchor":(null|"([\w-]+)")/g);
    for (const [, to, , anchor] of links) {
      expect(pages().has(to!), `${id} leads to ${to}`).toBe(true);
      if (anchor) expect(JSON.stringify(pages().get(to!)), `${id} leads to ${to}#${anchor}`).toContain(`"id":"${anchor}"`);
    }
  }
});

test("a code is found by itself, and words in any order", () => {
  expect(search("e954")[0]).toMatchObject({ page: "problem-codes", title: "E954" });
  expect(search("receipt missing").map(({ page }) => page)).toContain("telling-pcse");
  expect(search("zzz")).toEqual([]);
  expect(search("  ")).toEqual([]);
});

test.each([["1", "Today"], ["2", "Inbox"], ["3", "Patients"], ["5", "Outbox"], ["6", "Links and numbers"]])("F1 on the screen of Ctrl+%s is about it", async (key, title) => {
  const { user } = await openWindow();
  await user.keyboard(`{Control>}${key}{/Control}`);
  await user.keyboard("{F1}");
  const guide = await screen.findByRole("region", { name: "Guide" });
  expect(await within(guide).findByRole("heading", { level: 1, name: title })).toHaveFocus();
});

test("a code that is typed leads to its line", async () => {
  const { user } = await openWindow();
  await user.keyboard("{F1}");
  await user.type(await screen.findByRole("searchbox"), "E941");
  await user.click(await screen.findByRole("button", { name: "E941" }));
  await waitFor(() => expect(document.activeElement).toHaveTextContent(/^E941 ?This needs a reason/i));
});
