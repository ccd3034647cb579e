// A decision as its form is typed: checked, looked at once more where it is doubtful, and sent once.
import type { ChoiceShown } from "../bindings/ChoiceShown";
import type { DecideForm } from "../bindings/DecideForm";
import type { FormProblem } from "../bindings/FormProblem";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { Problem } from "../bindings/Problem";
import type { Acts } from "./acts";
import * as backend from "./backend";
import { orNothing, startOf, type Address } from "./deciding";
import { Doubts } from "./doubts.svelte";
import { asProblem } from "./problem";
import { asRefusal } from "./registering";
import { isStale, staleProblem } from "./stale";

export class Decision {
  form: DecideForm = $state() as DecideForm;
  reason = $state("");
  text = $state("");
  note = $state("");
  problem: Problem | null = $state.raw(null);
  /** A death is shown as it will stand before it is confirmed. */
  confirms = $state(false);
  isSending = $state(false);
  readonly doubts = new Doubts((field) => this.#valueOf(field));

  #seen: NoticeDetail;

  constructor(
    detail: NoticeDetail,
    choice: ChoiceShown,
    private readonly acts: Acts,
  ) {
    this.form = startOf(detail, choice);
    this.#seen = detail;
  }

  /** What is wrong is named, what is doubtful asked, a death confirmed; then it is sent once. */
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    const form = { ...$state.snapshot(this.form), reason: orNothing(this.reason), text: orNothing(this.text), note: orNothing(this.note) };
    try {
      if (!this.#mayGo(await backend.checkDecision(form))) return;
      await this.acts.decide(form, this.doubts.answers());
    } catch (thrown) {
      [this.problem, this.confirms] = [asProblem(thrown), false];
      if (isStale(this.problem)) await this.#lookAgain();
    } finally {
      this.isSending = false;
    }
  }

  async answer() {
    this.doubts.settle();
    await this.send();
  }

  #mayGo(problems: FormProblem[]): boolean {
    this.problem = asRefusal(problems.filter(({ soft }) => !soft));
    if (this.problem !== null || this.doubts.ask(problems)) return false;
    if (this.form.removal?.reason !== "died" || this.confirms) return true;
    this.confirms = true;

    return false;
  }

  /** The record as it is now is what the next try is about. */
  async #lookAgain() {
    const now = await backend.notice(this.form.notice).catch(() => null);
    if (now === null) return;
    this.problem = staleProblem(this.#seen.person, now.person);
    [this.form.seen, this.#seen] = [now.patientVersion, now];
  }

  #valueOf(field: string): string {
    const { address, removal } = this.form;
    if (field === "notes") return removal?.notes ?? this.note;
    if (field === "on") return removal?.on ?? this.form.on ?? "";

    return String(address?.[field as keyof Address] ?? "");
  }
}
