// A registration as it is typed: its sections, what is found in it, and the draft that is kept by itself.
import type { BeginFrom } from "../bindings/BeginFrom";
import type { Begun } from "../bindings/Begun";
import type { FiledShown } from "../bindings/FiledShown";
import type { Problem } from "../bindings/Problem";
import type { RegisterChecked } from "../bindings/RegisterChecked";
import type { RegisterChoices } from "../bindings/RegisterChoices";
import type { RegisterForm } from "../bindings/RegisterForm";
import * as backend from "./backend";
import { Draft } from "./draft.svelte";
import { asProblem } from "./problem";
import { Doubts } from "./doubts.svelte";
import { asRefusal, fieldOf, sectionOf, sectionsOf, valueOf, type Section } from "./registering";
import { isStale, staleProblem } from "./stale";

export class Register {
  form: RegisterForm | null = $state(null);
  choices: RegisterChoices | null = $state.raw(null);
  begun: Begun[] = $state.raw([]);
  section: Section = $state("find");
  /** Sections that were left with nothing wrong in them. */
  done: Set<Section> = $state.raw(new Set());
  checked: RegisterChecked | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** Somebody on the list it could be; asked before it goes on. */
  asksWho = $state(false);
  said: string[] = $state.raw([]);
  filed: FiledShown | null = $state.raw(null);
  isSending = $state(false);
  /** The field that wants the focus when its section is drawn. */
  wanted: string | null = $state(null);
  readonly draft: Draft;
  readonly doubts = new Doubts((field) => (this.form ? valueOf(this.form, field) : ""));

  readonly sections = $derived(this.form ? sectionsOf(this.form) : []);

  #checking = 0;

  constructor(now: () => string) {
    this.draft = new Draft(now);
  }

  /** Shows what can be gone on with, and what the fields can be chosen from. */
  async look() {
    try {
      [this.choices, this.begun] = await Promise.all([backend.registerChoices(), backend.unfinished()]);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** `known` is what was typed elsewhere. */
  async begin(from: BeginFrom, known: Partial<RegisterForm> = {}) {
    try {
      const { form, said, lookAt } = await backend.beginRegistration(from);
      this.#take({ ...form, ...known }, null);
      this.said = said;
      if (lookAt !== null) this.lead(lookAt);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  resume({ key, form, savedAt }: Begun) {
    this.#take(form, { key, savedAt });
  }

  async discard(key: string) {
    try {
      await backend.discardUnfinished(key);
      if (this.draft.key === key) this.close();
      await this.look();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Leaves the form, which stays as a draft. */
  async leave() {
    await this.draft.flush();
    this.close();
    await this.look();
  }

  close() {
    void this.draft.flush();
    this.doubts.forget();
    [this.form, this.filed, this.problem, this.checked, this.said, this.asksWho] = [null, null, null, null, [], false];
  }

  /** Something was typed: the draft is kept, and what PCSE will see is shown anew. */
  typed() {
    if (this.form === null || this.filed !== null) return;
    this.draft.keep($state.snapshot(this.form));
    void this.check();
  }

  /** Asks the desk what is wrong, doubtful or known; what is shown is the latest answer. */
  async check(): Promise<RegisterChecked | null> {
    if (this.form === null) return null;
    const checking = ++this.#checking;
    try {
      const checked = await backend.checkRegistration($state.snapshot(this.form));
      if (checking === this.#checking) this.checked = checked;

      return checked;
    } catch (thrown) {
      if (checking === this.#checking) this.problem = asProblem(thrown);

      return null;
    }
  }

  goTo(section: Section) {
    this.doubts.drop();
    [this.section, this.problem, this.asksWho] = [section, null, false];
    void this.draft.flush();
  }

  back() {
    const at = this.sections.findIndex(({ id }) => id === this.section);
    this.goTo(this.sections[at - 1]?.id ?? "find");
  }

  /** Leads to a field, in whichever section it stands; what is said of it stays to be read there. */
  lead(field: string) {
    this.doubts.drop();
    [this.section, this.asksWho, this.wanted] = [sectionOf(field), false, fieldOf(field)];
  }

  /** The section is looked at whole; only what is right, or was said to be, goes on. */
  async goOn() {
    const checked = await this.check();
    if (checked === null || !this.#mayLeave(checked, (field) => sectionOf(field) === this.section)) return;
    const at = this.sections.findIndex(({ id }) => id === this.section);
    const next = this.sections[at + 1]?.id;
    this.done = new Set([...this.done, this.section]);
    if (next) this.goTo(next);
  }

  /** Files it once: a second click while the first is on its way does nothing. */
  async file() {
    if (this.form === null || this.isSending) return;
    this.isSending = true;
    try {
      const checked = await this.check();
      if (checked === null || !this.#mayLeave(checked, () => true)) return;
      await this.draft.stop();
      this.filed = await backend.fileRegistration(this.draft.key, $state.snapshot(this.form), this.doubts.answers());
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (isStale(this.problem)) await this.#lookAgain();
    } finally {
      this.isSending = false;
    }
  }

  /** The clerk says that what is doubtful is right. */
  async answer() {
    this.doubts.settle();
    await (this.section === "check" ? this.file() : this.goOn());
  }

  somebodyElse() {
    if (this.form) this.form.somebodyElse = true;
    this.asksWho = false;
  }

  /** The message is answered about the patient as they are now. */
  async #lookAgain() {
    const origin = this.form?.origin;
    if (origin?.from !== "rejection" && origin?.from !== "deduction") return;
    const now = await backend.notice(origin.notice).catch(() => null);
    if (now === null) return;
    origin.seen = now.patientVersion;
    this.problem = staleProblem(null, now.person);
  }

  #mayLeave(checked: RegisterChecked, isHere: (field: string) => boolean): boolean {
    const here = checked.problems.filter(({ field }) => isHere(field));
    const hard = here.filter(({ soft }) => !soft);
    this.problem = asRefusal(hard);
    if (hard.length > 0) return false;
    this.asksWho = this.#isInDoubtWho(checked) && this.section !== "kind";
    if (this.asksWho) return false;

    return !this.doubts.ask(here);
  }

  #isInDoubtWho({ holder, alike }: RegisterChecked): boolean {
    return holder !== null || (alike.length > 0 && this.form?.somebodyElse === false);
  }

  #take(form: RegisterForm, kept: { key: string; savedAt: string } | null) {
    this.close();
    this.draft.open(kept, $state.snapshot(form));
    [this.form, this.done, this.section] = [form, new Set(), "find"];
    void this.check();
  }
}
