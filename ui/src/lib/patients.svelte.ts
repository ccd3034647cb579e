// The patient list as it is seen: what was searched, who was found, whose record is open.
import type { PatientDetail } from "../bindings/PatientDetail";
import type { PatientRow } from "../bindings/PatientRow";
import type { Problem } from "../bindings/Problem";
import * as backend from "./backend";
import { Newest } from "./newest";
import { asProblem } from "./problem";

const FIRST_PAGE = 200;
const PAGE = 2_000;

export class Patients {
  query = $state("");
  rows: PatientRow[] = $state.raw([]);
  /** What `rows` were found for; null before the first answer. */
  foundFor: string | null = $state(null);
  selected: number | null = $state(null);
  detail: PatientDetail | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** Whose last correction by hand is taken back as soon as the record is open. */
  takesBack: number | null = $state(null);

  readonly index: number = $derived(this.rows.findIndex(({ patient }) => patient === this.selected));

  #finding = 0;
  readonly #opening = new Newest();

  async find(query: string) {
    this.query = query;
    const finding = ++this.#finding;
    const rows: PatientRow[] = [];
    try {
      for (let after: number | null = null, more = true; more; ) {
        const most = after === null ? FIRST_PAGE : PAGE;
        const page: PatientRow[] = await backend.patients(query.trim(), after, most);
        if (finding !== this.#finding) return;
        rows.push(...page);
        after = page.at(-1)?.patient ?? null;
        more = page.length > 0 && page.length >= Math.min(most, FIRST_PAGE);
        if (rows.length === page.length || !more) [this.rows, this.foundFor] = [rows.slice(), query.trim()];
      }
      this.problem = null;
    } catch (thrown) {
      if (finding === this.#finding) this.problem = asProblem(thrown);
    }
  }

  select(patient: number | null) {
    [this.selected, this.takesBack] = [patient, null];
    void this.reopen();
  }

  async reopen() {
    const patient = this.selected;
    if (patient === null) {
      this.#opening.forget();
      this.detail = null;
      return;
    }
    const refuse = (problem: Problem) => ([this.detail, this.problem] = [null, problem]);
    await this.#opening.ask(() => backend.patient(patient), (detail) => ([this.detail, this.problem] = [detail, null]), refuse);
  }

  selectAt(index: number) {
    this.select(this.rows[index]?.patient ?? null);
  }

  async note(patient: number, text: string) {
    await backend.addNote({ patient }, text);
    await this.reopen();
  }
}
