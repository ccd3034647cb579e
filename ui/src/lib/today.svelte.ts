// What the first screen tells besides the counts.
import type { Problem } from "../bindings/Problem";
import type { Today } from "../bindings/Today";
import * as backend from "./backend";
import { asProblem } from "./problem";

export class TodayState {
  cards: Today | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  async look() {
    try {
      [this.cards, this.problem] = [await backend.today(), null];
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}
