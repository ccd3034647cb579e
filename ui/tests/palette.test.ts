import { expect, test } from "vitest";

import { combo, commandFor, type Command } from "../src/lib/keyboard";
import { ranked } from "../src/lib/palette";

const command = (words: string, keys: string | null = null): Command => ({ words, keys, run: () => {} });
const all = [command("Go to Inbox", "Ctrl+2"), command("Clear routine messages"), command("Check for messages now", "F5"), command("Undo the last decision", "Ctrl+Z")];
const found = (query: string) => ranked(all, query).map(({ words }) => words);
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, altKey: false, shiftKey: false, metaKey: false });

test("what begins with the letters stands before what merely holds them", () => {
  expect(found("c")).toEqual(["Clear routine messages", "Check for messages now", "Undo the last decision"]);
  expect(found("messages")).toEqual(["Clear routine messages", "Check for messages now"]);
});

test("words in any order and first letters find a command too", () => {
  expect(found("messages clear")).toEqual(["Clear routine messages"]);
  expect(found("gti")).toEqual(["Go to Inbox"]);
  expect(found("zebra")).toEqual([]);
});

test("a key is written as the map writes it", () => {
  expect(combo(press("k", true))).toBe("Ctrl+K");
  expect(combo({ ...press("F6"), shiftKey: true })).toBe("Shift+F6");
});

test("in a field the undo key belongs to the text", () => {
  expect(commandFor(all, press("z", true), false)?.words).toBe("Undo the last decision");
  expect(commandFor(all, press("z", true), true)).toBeUndefined();
  expect(commandFor(all, press("F5"), true)?.words).toBe("Check for messages now");
});
