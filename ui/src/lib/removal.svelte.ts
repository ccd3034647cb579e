// A request to remove a patient as it is typed: checked, looked at once more, filed once.
import type { FiledShown } from "../bindings/FiledShown";
import type { FormProblem } from "../bindings/FormProblem";
import type { PatientDetail } from "../bindings/PatientDetail";
import type { Problem } from "../bindings/Problem";
import type { RemovalChecked } from "../bindings/RemovalChecked";
import type { RemovalForm } from "../bindings/RemovalForm";
import * as backend from "./backend";
import { NO_REQUEST } from "./deciding";
import { Doubts } from "./doubts.svelte";
import { asProblem } from "./problem";
import { ONCE_MORE, asRefusal, newKey } from "./registering";
import { isStale, staleProblem } from "./stale";

export class Removal {
  detail: PatientDetail | null = $state.raw(null);
  form: RemovalForm | null = $state(null);
  problem: Problem | null = $state.raw(null);
  filed: FiledShown | null = $state.raw(null);
  /** A death is shown as it will stand before it is confirmed. */
  confirms = $state(false);
  isSending = $state(false);
  readonly doubts = new Doubts((field) => String(this.form?.[field as keyof RemovalForm] ?? ""));

  checked: RemovalChecked | null = $state.raw(null);

  readonly #key = newKey();
  #isMeant = false;
  #begun = "";
  #checking = 0;

  constructor(
    readonly patient: number,
    readonly direct: boolean,
    /** A request that was not sent yet is changed under its own number. */
    readonly filing: number | null = null,
    private readonly newAddress = "",
  ) {}

  /** What was typed stays where the form is left for another screen and come back to. */
  async begin() {
    if (this.form !== null) return;
    try {
      const detail = await backend.patient(this.patient);
      const form = this.filing === null ? this.#blank(detail.person.version) : await backend.unsentRemoval(this.filing);
      this.checked = await backend.checkRemoval(form);
      [this.detail, this.form] = [detail, form];
      this.#begun = JSON.stringify(this.form);
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
      const { problems } = await backend.checkRemoval(form);
      if (!this.#mayGo(problems)) return;
      this.filed = await backend.fileRemoval(this.#key, form, this.#answers());
    } catch (thrown) {
      [this.problem, this.confirms] = [asProblem(thrown), false];
      if (isStale(this.problem)) await this.#lookAgain();
    } finally {
      this.isSending = false;
    }
  }

  /** Asks what is wrong and how the note reads; what is shown is the latest answer. */
  async check() {
    if (this.form === null) return;
    const checking = ++this.#checking;
    try {
      const checked = await backend.checkRemoval($state.snapshot(this.form));
      if (checking === this.#checking) this.checked = checked;
    } catch (thrown) {
      if (checking === this.#checking) this.problem = asProblem(thrown);
    }
  }

  /** Why nothing can be filed, whatever is typed. */
  get refused(): string | null {
    return this.checked?.refused ?? null;
  }

  /** Something would be lost if it were left. */
  get isTyped(): boolean {
    return this.form !== null && this.filed === null && JSON.stringify(this.form) !== this.#begun;
  }

  /** The same was filed before, and is meant once more. */
  async fileOnceMore() {
    this.#isMeant = true;
    await this.file();
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

  #blank(seen: number): RemovalForm {
    const blank = { patient: this.patient, seen, ...NO_REQUEST };
    if (this.direct) return { ...blank, reason: "outOfArea" };

    return { ...blank, reason: this.newAddress === "" ? "notChosen" : "moved", newAddress: this.newAddress };
  }

  #answers(): string[] {
    return this.#isMeant ? [...this.doubts.answers(), ONCE_MORE] : this.doubts.answers();
  }

  #mayGo(problems: FormProblem[]): boolean {
    this.problem = asRefusal(problems.filter(({ soft }) => !soft));
    if (this.problem !== null || this.doubts.ask(problems)) return false;
    if (this.form?.reason !== "died" || this.confirms) return true;
    this.confirms = true;

    return false;
  }
}
