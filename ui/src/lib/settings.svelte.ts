// How this window looks and which keys it takes, kept on this computer. No patient data.

import { FIRST_LETTERS, lettersOf, type Letters } from "./singleKeys";

const KEPT = "linkdesk.window";

export const TEXT_SIZES = [100, 110, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Density = "dense" | "comfortable";
type Look = { text: TextSize; density: Density; split: number; singleKeys: boolean; letters: Letters };

const FIRST: Look = { text: 100, density: "dense", split: 52, singleKeys: false, letters: FIRST_LETTERS };

export class Settings {
  text: TextSize = $state(FIRST.text);
  density: Density = $state(FIRST.density);
  /** How much of the inbox the list takes, in hundredths. */
  split = $state(FIRST.split);
  /** Off until somebody turns them on. */
  singleKeys = $state(FIRST.singleKeys);
  letters: Letters = $state.raw(FIRST.letters);

  constructor() {
    const kept = read();
    this.text = TEXT_SIZES.find((size) => size === kept.text) ?? FIRST.text;
    this.density = kept.density === "comfortable" ? "comfortable" : FIRST.density;
    this.split = typeof kept.split === "number" ? Math.min(70, Math.max(30, kept.split)) : FIRST.split;
    [this.singleKeys, this.letters] = [kept.singleKeys === true, lettersOf(kept.letters)];
  }

  /** Shows the choice on the page, and keeps it. */
  apply(page: HTMLElement) {
    page.dataset.text = String(this.text);
    page.dataset.density = this.density;
    keep({ text: this.text, density: this.density, split: this.split, singleKeys: this.singleKeys, letters: this.letters });
  }

  bigger() {
    this.text = TEXT_SIZES.find((size) => size > this.text) ?? this.text;
  }

  smaller() {
    this.text = TEXT_SIZES.findLast((size) => size < this.text) ?? this.text;
  }
}

function read(): Partial<Look> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Look>;
  } catch {
    return {};
  }
}

function keep(look: Look) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(look));
  } catch {
    // A window that may keep nothing looks as it does at first.
  }
}
