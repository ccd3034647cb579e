// An amendment as it is typed: what PCSE has beside what it is to have, checked and filed once.
import type { AmendBeginning } from "../bindings/AmendBeginning";
import type { AmendChecked } from "../bindings/AmendChecked";
import type { AmendForm } from "../bindings/AmendForm";
import type { FiledShown } from "../bindings/FiledShown";
import type { Problem } from "../bindings/Problem";
import * as backend from "./backend";
import { Doubts } from "./doubts.svelte";
import { asProblem } from "./problem";
import { ONCE_MORE, asRefusal, fieldOf, newKey } from "./registering";
import { isStale, staleProblem } from "./stale";

export type Part = "address" | "name" | "other";
/** The fields that are typed, by the names that a refusal uses. */
export type AmendField = { [Key in keyof AmendForm]: AmendForm[Key] extends string ? Key : never }[keyof AmendForm];

const ADDRESS = ["houseName", "road", "locality", "postTown", "county", "postcode"] as const;
const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

export class Amend {
  beginning: AmendBeginning | null = $state.raw(null);
  form: AmendForm | null = $state(null);
  part: Part = $state("address");
  checked: AmendChecked | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  filed: FiledShown | null = $state.raw(null);
  isSending = $state(false);
  readonly doubts = new Doubts((field) => String(this.form?.[fieldOf(field) as keyof AmendForm] ?? ""));

  readonly #key = newKey();
  #isMeant = false;
  #checking = 0;

  /** An amendment that was not sent yet is changed under its own number. */
  constructor(
    readonly patient: number,
    readonly filing: number | null = null,
  ) {}

  /** What was typed stays where the form is left for another screen and come back to. */
  async begin() {
    if (this.form !== null) return;
    try {
      this.beginning = await backend.beginAmendment(this.patient, this.filing);
      this.form = { ...this.beginning.form };
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  get before(): AmendForm | null {
    return this.beginning?.before ?? null;
  }

  /** Something would be lost if it were left. */
  get isTyped(): boolean {
    return this.form !== null && this.filed === null && !isSame(this.form, this.beginning!.form);
  }

  /** The new address on one line, for a note; empty where it is the old one. */
  get newAddress(): string {
    const [form, before] = [this.form, this.before];
    if (form === null || before === null || ADDRESS.every((field) => form[field] === before[field])) return "";

    return ADDRESS.map((field) => form[field].trim()).filter((line) => line !== "").join(", ");
  }

  /** Whether a removal that takes the new address over would lose something else. */
  get isMoreThanAddress(): boolean {
    if (this.form === null) return false;
    const rest = Object.fromEntries(ADDRESS.map((field) => [field, this.beginning!.form[field]]));

    return !isSame({ ...this.form, ...rest }, this.beginning!.form);
  }

  erases(field: string): boolean {
    return this.form?.erase.includes(field) ?? false;
  }

  /** Emptying at PCSE is a wish of its own: what was typed is put back where it is taken back. */
  erase(fields: AmendField[], mark: string, on: boolean) {
    if (this.form === null || this.before === null) return;
    for (const field of fields) this.form[field] = on ? "" : this.before[field];
    this.form.erase = on ? [...this.form.erase, mark] : this.form.erase.filter((one) => one !== mark);
  }

  move(other: number, on: boolean) {
    if (this.form) this.form.also = on ? [...this.form.also, other] : this.form.also.filter((one) => one !== other);
  }

  async check(): Promise<AmendChecked | null> {
    if (this.form === null) return null;
    const checking = ++this.#checking;
    try {
      const checked = await backend.checkAmendment($state.snapshot(this.form));

      if (checking === this.#checking) this.checked = checked;

      return checked;
    } catch (thrown) {
      if (checking === this.#checking) this.problem = asProblem(thrown);

      return null;
    }
  }

  /** Files it once: what is wrong is named, what is doubtful asked, and a second click does nothing. */
  async file() {
    if (this.form === null || this.isSending) return;
    this.isSending = true;
    try {
      const checked = await this.check();
      if (checked === null || !this.#mayGo(checked)) return;
      this.filed = await backend.fileAmendment(this.#key, $state.snapshot(this.form), this.#answers());
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (isStale(this.problem)) await this.#lookAgain();
    } finally {
      this.isSending = false;
    }
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

  /** What was typed stays; what was not is as the record has it now, so that nobody sends PCSE the old value. */
  async #lookAgain() {
    const now = await backend.beginAmendment(this.patient, this.filing).catch(() => null);
    if (now === null || this.form === null || this.beginning === null) return;
    const before: Record<string, unknown> = this.beginning.form;
    const isTyped = ([name, value]: [string, unknown]) => name !== "seen" && JSON.stringify(value) !== JSON.stringify(before[name]);
    const typed = Object.entries($state.snapshot(this.form)).filter(isTyped);
    this.problem = staleProblem(this.beginning.person, now.person);
    this.beginning = now;
    this.form = { ...now.form, ...Object.fromEntries(typed) };
  }

  #answers(): string[] {
    return this.#isMeant ? [...this.doubts.answers(), ONCE_MORE] : this.doubts.answers();
  }

  #mayGo({ problems }: AmendChecked): boolean {
    this.problem = asRefusal(problems.filter(({ soft }) => !soft));

    return this.problem === null && !this.doubts.ask(problems);
  }
}
