// A request to remove a patient as it is typed: checked, looked at once more, filed once.
import type { FiledShown } from "../bindings/FiledShown";
import type { FormProblem } from "../bindings/FormProblem";
import type { PatientDetail } from "../bindings/PatientDetail";
import type { Problem } from "../bindings/Problem";
import type { RemovalForm } from "../bindings/RemovalForm";
import * as backend from "./backend";
import { NO_REQUEST } from "./deciding";
import { Doubts } from "./doubts.svelte";
import { asProblem } from "./problem";
import { asRefusal, newKey } from "./registering";
import { isStale, staleProblem } from "./stale";

export class Removal {
  detail: PatientDetail | null = $state.raw(null);
  refused: string | null = $state(null);
  form: RemovalForm | null = $state(null);
  problem: Problem | null = $state.raw(null);
  filed: FiledShown | null = $state.raw(null);
  /** A death is shown as it will stand before it is confirmed. */
  confirms = $state(false);
  isSending = $state(false);
  readonly doubts = new Doubts((field) => String(this.form?.[field as keyof RemovalForm] ?? ""));

  readonly #key = newKey();

  constructor(
    readonly patient: number,
    readonly direct: boolean,
  ) {}

  /** What was typed stays where the form is left for another screen and come back to. */
  async begin() {
    if (this.form !== null) return;
    try {
      const [detail, { refused }] = await Promise.all([backend.patient(this.patient), backend.beginAmendment(this.patient)]);
      [this.detail, this.refused] = [detail, refused];
      this.form = { patient: this.patient, seen: detail.person.version, reason: this.direct ? "outOfArea" : "notChosen", ...NO_REQUEST };
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** What is wrong is named, what is doubtful asked, a death confirmed; then it is filed once. */
  async file() {
    if (this.form === null || this.isSending) return;
    this.isSending = true;
    try {
      const form = $state.snapshot(this.form);
      const problems = await backend.checkRemoval(form);
      if (!this.#mayGo(problems)) return;
      this.filed = await backend.fileRemoval(this.#key, form, this.doubts.answers());
    } catch (thrown) {
      [this.problem, this.confirms] = [asProblem(thrown), false];
      if (isStale(this.problem)) await this.#lookAgain();
    } finally {
      this.isSending = false;
    }
  }

  async answer() {
    this.doubts.settle();
    await this.file();
  }

  /** The record as it is now is what the next try is about; what was typed stays. */
  async #lookAgain() {
    const now = await backend.patient(this.patient).catch(() => null);
    if (now === null || this.form === null) return;
    this.problem = staleProblem(this.detail?.person ?? null, now.person);
    [this.detail, this.form.seen] = [now, now.person.version];
  }

  #mayGo(problems: FormProblem[]): boolean {
    this.problem = asRefusal(problems.filter(({ soft }) => !soft));
    if (this.problem !== null || this.doubts.ask(problems)) return false;
    if (this.form?.reason !== "died" || this.confirms) return true;
    this.confirms = true;

    return false;
  }
}
