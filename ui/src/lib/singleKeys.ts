// Single keys in a list, for whoever wants them. They are off until somebody turns them on, rest outside a list and while
// anything is typed, and none of them decides anything: a slip of the hand only moves.
import type { Display } from "../bindings/Display";
import { isField } from "./keyboard";

export type SingleKey = "next" | "previous" | "note" | "match" | "filter";
export type Letters = Record<SingleKey, string>;

export const SINGLE_KEYS: { id: SingleKey; words: string; letter: string }[] = [
  { id: "next", words: "Next row", letter: "j" },
  { id: "previous", words: "Row before", letter: "k" },
  { id: "note", words: "Add an internal note", letter: "n" },
  { id: "match", words: "Match to a patient", letter: "m" },
  { id: "filter", words: "Filter this list", letter: "/" },
];

export const FIRST_LETTERS = Object.fromEntries(SINGLE_KEYS.map(({ id, letter }) => [id, letter])) as Letters;

/** One character that is seen, and that no other of them has. */
export const isFree = (letters: Letters, id: SingleKey, letter: string): boolean =>
  /^[^\s\p{C}]$/u.test(letter) && SINGLE_KEYS.every((one) => one.id === id || letters[one.id] !== letter);

/** As they are kept, in the order of the keys. */
export const listed = (letters: Letters) => SINGLE_KEYS.map(({ id }) => letters[id]) as Display["letters"];

export const lettersOf = (kept: Display["letters"]) => Object.fromEntries(SINGLE_KEYS.map(({ id }, nth) => [id, kept[nth]])) as Letters;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "target">;

/** What a key stands for where it was pressed; nothing outside a list. */
export function singleKeyFor(letters: Letters, event: Pressed): SingleKey | null {
  const isInList = event.target instanceof HTMLElement && event.target.closest("[role=grid]") !== null && !isField(event.target);
  if (!isInList || event.ctrlKey || event.altKey || event.metaKey) return null;

  return SINGLE_KEYS.find(({ id }) => letters[id] === event.key)?.id ?? null;
}
