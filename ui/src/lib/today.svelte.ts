// What the first screen tells besides the counts.
import type { Problem } from "../bindings/Problem";
import type { Today } from "../bindings/Today";
import * as backend from "./backend";
import { Newest } from "./newest";

export class TodayState {
  cards: Today | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  readonly #newest = new Newest();

  look(): Promise<void> {
    return this.#newest.ask(backend.today, (cards) => ([this.cards, this.problem] = [cards, null]), (problem) => (this.problem = problem));
  }
}
