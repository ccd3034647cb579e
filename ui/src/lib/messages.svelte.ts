// What the window says at its edge: one message that stays until it is dismissed or the next act, and what is read aloud.
import type { Problem } from "../bindings/Problem";

export type Toast = {
  told: string[];
  /** The notice whose decision the message offers to undo. */
  undo: number | null;
  /** The patient about whom it offers to take back what was put right by hand. */
  takeBack: number | null;
  /** The code of what was refused. */
  problem: string | null;
};

export class Messages {
  toast: Toast | null = $state.raw(null);
  /** Read aloud when there is time. */
  polite = $state("");
  /** Read aloud at once; for a lost connection alone. */
  urgent = $state("");

  tell(told: string[], undo: number | null = null) {
    this.toast = { told, undo, takeBack: null, problem: null };
  }

  toldByHand(told: string[], takeBack: number) {
    this.toast = { told, undo: null, takeBack, problem: null };
  }

  refuse(problem: Problem) {
    this.toast = { told: [problem.message], undo: null, takeBack: null, problem: problem.code };
  }

  dismiss() {
    this.toast = null;
  }
}
