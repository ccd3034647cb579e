// What the first screen tells besides the counts.
import type { Problem } from "../bindings/Problem";
import type { Today } from "../bindings/Today";
import * as backend from "./backend";
import { asProblem } from "./problem";

export class TodayState {
  cards: Today | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  #looking = 0;

  async look() {
    const looking = ++this.#looking;
    try {
      const cards = await backend.today();
      if (looking === this.#looking) [this.cards, this.problem] = [cards, null];
    } catch (thrown) {
      if (looking === this.#looking) this.problem = asProblem(thrown);
    }
  }
}
