// The outbox as it is seen: what is not finished or everything, the filing that is open, what stands in the way.
import type { DeedForm } from "../bindings/DeedForm";
import type { OutboxDetail } from "../bindings/OutboxDetail";
import type { OutboxRow } from "../bindings/OutboxRow";
import type { Problem } from "../bindings/Problem";
import type { Stoppages } from "../bindings/Stoppages";
import * as backend from "./backend";
import { folded } from "./filter";
import type { Messages } from "./messages.svelte";
import { Newest } from "./newest";
import { asProblem } from "./problem";
import { kindOf } from "./steps";

const PAGE = 500;

export class Outbox {
  all = $state(false);
  rows: OutboxRow[] = $state.raw([]);
  isRead = $state(false);
  query = $state("");
  selected: number | null = $state(null);
  detail: OutboxDetail | null = $state.raw(null);
  stoppages: Stoppages | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  readonly shown: OutboxRow[] = $derived(narrowed(this.rows, this.query));
  readonly index: number = $derived(this.shown.findIndex(({ filing }) => filing === this.selected));

  #reading = 0;
  readonly #opening = new Newest();

  constructor(private readonly messages: Messages) {}

  async show(all: boolean) {
    [this.all, this.rows, this.isRead] = [all, [], false];
    await this.look();
  }

  /** Reads the list, what stands in the way, and the open filing again. */
  async look() {
    await Promise.all([this.#read(), this.reopen()]);
  }

  async #read() {
    const reading = ++this.#reading;
    try {
      const stoppages = await backend.stoppages();
      const rows: OutboxRow[] = [];
      for (let more = true; more; ) {
        const page: OutboxRow[] = await backend.outbox(this.all, rows.at(-1)?.filing ?? null, PAGE);
        if (reading !== this.#reading) return;
        rows.push(...page);
        more = page.length >= PAGE;
      }
      [this.rows, this.stoppages, this.isRead, this.problem] = [rows, stoppages, true, null];
      if (this.selected === null) this.selectAt(0);
    } catch (thrown) {
      if (reading === this.#reading) this.problem = asProblem(thrown);
    }
  }

  select(filing: number | null) {
    this.selected = filing;
    void this.reopen();
  }

  selectAt(index: number) {
    this.select(this.shown[index]?.filing ?? null);
  }

  async reopen() {
    const filing = this.selected;
    if (filing === null) {
      this.#opening.forget();
      this.detail = null;
      return;
    }
    const refuse = (problem: Problem) => ([this.detail, this.problem] = [null, problem]);
    await this.#opening.ask(() => backend.filing(filing), (detail) => ([this.detail, this.problem] = [detail, null]), refuse);
  }

  /** The filter has left out what is open: its buttons would act on what nobody sees in the list. */
  get isLeftOut(): boolean {
    return this.query.trim() !== "" && this.index < 0;
  }

  /** The pane shows the row that is selected, so its buttons act on the right filing. */
  get isOpen(): boolean {
    return this.detail !== null && this.detail.row.filing === this.selected;
  }

  /** Does a deed; a refusal is thrown to the form that asked, and the pane shows how things stand. */
  async perform(form: DeedForm) {
    try {
      this.messages.tell((await backend.perform(form)).told);
    } finally {
      await this.look();
    }
  }

  async note(filing: number, text: string) {
    await backend.addNote({ filing }, text);
    await this.reopen();
  }

  async pause(why: string | null) {
    this.messages.tell((await backend.pauseSending(why)).told);
    await this.look();
  }
}

function narrowed(rows: OutboxRow[], query: string): OutboxRow[] {
  const words = folded(query).split(/\s+/).filter((word) => word !== "");

  return rows.filter((row) => {
    const text = folded(`${row.name} ${kindOf(row.kind)} ${row.words} ${row.createdBy} ${row.next}`);

    return words.every((word) => text.includes(word));
  });
}
