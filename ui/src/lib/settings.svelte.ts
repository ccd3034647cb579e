// How this window looks, which keys it takes and whether it calls: each person's own, kept with the practice. No patient data.
import type { Display } from "../bindings/Display";
import type { Problem } from "../bindings/Problem";
import * as backend from "./backend";
import { asProblem } from "./problem";
import { FIRST_LETTERS, lettersOf, listed, type Letters } from "./singleKeys";

export const TEXT_SIZES = [100, 110, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Density = Display["density"];

const FIRST = { text: 100, density: "dense", split: 52, notifies: true, singleKeys: false, letters: listed(FIRST_LETTERS) } as const;

export class Settings {
  text: TextSize = $state(FIRST.text);
  density: Density = $state(FIRST.density);
  /** How much of the inbox the list takes, in hundredths. */
  split: number = $state(FIRST.split);
  /** The system tells of new messages while the window is not in front. */
  notifies: boolean = $state(FIRST.notifies);
  /** Off until somebody turns them on. */
  singleKeys: boolean = $state(FIRST.singleKeys);
  letters: Letters = $state.raw(FIRST_LETTERS);

  /** What the desk is known to have; nothing until it was read. */
  #kept: string | null = null;
  #isKeeping = false;

  constructor(private readonly refuse: (problem: Problem) => void) {}

  /** Takes what was kept. A desk that does not tell it leaves the window as it looks at first. */
  async read() {
    const kept = await backend.display().catch(() => null);
    if (kept === null) return;
    this.#kept = JSON.stringify(kept);
    // Who has chosen while the practice was being opened has chosen last.
    if (JSON.stringify(this.#chosen()) !== JSON.stringify(FIRST)) return this.#keep(this.#chosen());
    this.text = TEXT_SIZES.findLast((size) => size <= kept.text) ?? FIRST.text;
    [this.density, this.split, this.notifies] = [kept.density, kept.split, kept.notifies];
    [this.singleKeys, this.letters] = [kept.singleKeys, lettersOf(kept.letters)];
  }

  /** Shows the choice on the page, and has it kept. */
  apply(page: HTMLElement) {
    page.dataset.text = String(this.text);
    page.dataset.density = this.density;
    void this.#keep(this.#chosen());
  }

  bigger() {
    this.text = TEXT_SIZES.find((size) => size > this.text) ?? this.text;
  }

  smaller() {
    this.text = TEXT_SIZES.findLast((size) => size < this.text) ?? this.text;
  }

  #chosen = (): Display => ({
    text: this.text,
    density: this.density,
    split: this.split,
    notifies: this.notifies,
    singleKeys: this.singleKeys,
    letters: listed(this.letters),
  });

  /** One at a time, and then what was chosen last: a bar that is dragged chooses many times a second. */
  async #keep(chosen: Display) {
    const wanted = JSON.stringify(chosen);
    if (this.#kept === null || this.#isKeeping || wanted === this.#kept) return;
    this.#isKeeping = true;
    // What is refused is told once, and not tried again until something else is chosen.
    await backend.keepDisplay(chosen).catch((thrown: unknown) => this.refuse(asProblem(thrown)));
    [this.#kept, this.#isKeeping] = [wanted, false];
    await this.#keep(this.#chosen());
  }
}
