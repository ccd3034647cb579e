// What the window says at its edge: one message that stays until it is dismissed or the next act, and what is read aloud.
import type { Problem } from "../bindings/Problem";

export type Toast = {
  told: string[];
  /** The notice whose decision the message offers to undo. */
  undo: number | null;
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
    this.toast = { told, undo, problem: null };
  }

  refuse(problem: Problem) {
    this.toast = { told: [problem.message], undo: null, problem: problem.code };
  }

  dismiss() {
    this.toast = null;
  }
}
