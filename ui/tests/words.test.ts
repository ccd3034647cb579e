// Every sentence that a user can see is short, plain, spelled as in Britain, and blames nobody.
import { expect, test } from "vitest";

import { BLAMES, HARD, OVERSEAS } from "./hard-words";
import { grade, ofCode, ofMarkdown, ofSvelte, sentencesOf, wordsOf, type Said } from "./plain";
import known from "./words.txt?raw";

type Sources = Record<string, string>;

const GUIDE: Sources = import.meta.glob("../../docs/guide/*.md", { query: "?raw", import: "default", eager: true });
const CODES: Sources = import.meta.glob("../../docs/problem-codes.md", { query: "?raw", import: "default", eager: true });
const WINDOW: Sources = import.meta.glob("../src/**/*.svelte", { query: "?raw", import: "default", eager: true });
const LIB: Sources = import.meta.glob("../src/lib/*.ts", { query: "?raw", import: "default", eager: true });
const DESK: Sources = import.meta.glob(
  [
    "../../src-tauri/src/{choices,deeds,problem}.rs",
    "../../src-tauri/src/commands/{outbox,settings}.rs",
    "../../src-tauri/crates/practice/src/{amending,error}.rs",
    "../../src-tauri/crates/practice/src/settings/validation.rs",
    "../../src-tauri/crates/gplinks/src/forms/occasion.rs",
    "../../src-tauri/crates/gplinks/src/forms/fault/*.rs",
  ],
  { query: "?raw", import: "default", eager: true },
);

const all = (sources: Sources, read: (at: string, source: string) => Said[]): Said[] =>
  Object.entries(sources).flatMap(([at, source]) => read(at.replace(/^(\.\.\/)+/, ""), source));

const GUIDE_SAID = all(GUIDE, ofMarkdown);
const SAID = [...GUIDE_SAID, ...all(CODES, ofMarkdown), ...all(WINDOW, ofSvelte), ...all(LIB, ofCode), ...all(DESK, ofCode)];
const told = ({ at, text }: Said) => `${at}: ${text}`;

test("what is read here is what a user reads", () => {
  expect([GUIDE, WINDOW, LIB, DESK].map((sources) => Object.keys(sources).length > 8)).toEqual([true, true, true, true]);
  expect(ofSvelte("x", '<p class="a">Ready <b>to send</b>: {name}.</p><Field label="Post town" field="b" />').map(({ text }) => text)).toEqual(["Ready to send: {}.", "Post town"]);
  expect(ofCode("x", 'let x = "Enter the \\\n  post town"; let y = "post_town";').map(({ text }) => text)).toEqual(["Enter the post town"]);
  expect(wordsOf("The patient's NHS number is 999 000 0018, as E954 says")).toEqual(["the", "patient", "number", "is", "as", "says"]);
});

test("no sentence is longer than thirty words", () => {
  const long = SAID.flatMap(({ at, text }) => sentencesOf(text).filter((one) => wordsOf(one).length > 30).map((one) => told({ at, text: one })));
  expect(long).toEqual([]);
});

test("no word is used that has a plainer one", () => {
  const found = SAID.flatMap((said) => HARD.filter(([hard]) => hard.test(said.text)).map(([hard, plainer]) => `${hard} is ${plainer}: ${told(said)}`));
  expect(found).toEqual([]);
});

test("nobody is blamed", () => {
  expect(SAID.filter(({ text }) => BLAMES.some((word) => word.test(text))).map(told)).toEqual([]);
});

test("words are spelled as in Britain, and none stands twice", () => {
  const found = SAID.flatMap((said) => OVERSEAS.filter(([word]) => word.test(said.text)).map(([, ours]) => `${ours}: ${told(said)}`));
  const twice = SAID.filter(({ text }) => /\b([a-z]{2,}) \1\b(?! as| had)/i.test(text)).map(told);
  expect([...found, ...twice]).toEqual([]);
});

test("every word is on the list: a slip is mended, a new word is added to words.txt", () => {
  const list = new Set(known.split("\n"));
  const endings = [/$/, /s$/, /es$/, /d$/, /ed$/, /ing$/, /ly$/, /er$/];
  const isKnown = (word: string) => endings.some((ending) => ending.test(word) && list.has(word.replace(ending, "")));
  const unknown = SAID.flatMap(({ at, text }) => wordsOf(text).filter((word) => word.length > 1 && !isKnown(word)).map((word) => `${word} (${at})`));
  expect([...new Set(unknown)].sort()).toEqual([]);
});

test.each(Object.keys(GUIDE))("%s is read with ease by somebody of thirteen", (page) => {
  expect(grade(ofMarkdown(page, GUIDE[page]!).map(({ text }) => text))).toBeLessThan(8);
});

test("the labels, hints and refusals together are as easy", () => {
  expect(grade(SAID.map(({ text }) => text))).toBeLessThan(8);
});
