// The desk answers what is asked beside each other, and an older answer may come last.
import type { Problem } from "../bindings/Problem";
import { asProblem } from "./problem";

/** Asks, and hands on the answer only where nothing was asked since. */
export class Newest {
  #asked = 0;

  /** Whatever is on its way comes too late. */
  forget() {
    this.#asked++;
  }

  async ask<T>(ask: () => Promise<T>, take: (answer: T) => void, refuse: (problem: Problem) => void) {
    const asked = ++this.#asked;
    try {
      const answer = await ask();
      if (asked === this.#asked) take(answer);
    } catch (thrown) {
      if (asked === this.#asked) refuse(asProblem(thrown));
    }
  }
}
