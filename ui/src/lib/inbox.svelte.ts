// The inbox as it is seen: a view, its rows, the filter, the notice that is open.
import type { InboxRow } from "../bindings/InboxRow";
import type { LetterAside } from "../bindings/LetterAside";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { Problem } from "../bindings/Problem";
import type { SavedView } from "../bindings/SavedView";
import type { View } from "../bindings/View";
import * as backend from "./backend";
import { narrowed } from "./filter";
import { grouped, places, type Place } from "./grouping";
import { Newest } from "./newest";
import { asProblem } from "./problem";

/** The first page is small, so that it is seen at once; the rest comes behind it. */
const FIRST_PAGE = 200;
/** The desk tells no more at once. */
const PAGE = 1_000;

export class Inbox {
  view: View = $state("to-decide");
  rows: InboxRow[] = $state.raw([]);
  /** Of these nothing could be read, so they have no rows. */
  letters: LetterAside[] = $state.raw([]);
  total = $state(0);
  isRead = $state(false);
  query = $state("");
  kind = $state("");
  isGrouped = $state(false);
  selected: number | null = $state(null);
  detail: NoticeDetail | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  readonly #narrowed: InboxRow[] = $derived(narrowed(this.rows, this.query, this.kind));
  readonly shown: InboxRow[] = $derived(this.isGrouped ? grouped(this.#narrowed) : this.#narrowed);
  readonly places: Map<number, Place> = $derived(this.isGrouped ? places(this.shown) : new Map<number, Place>());
  readonly isNarrowed: boolean = $derived(this.query.trim() !== "" || this.kind !== "");
  readonly index: number = $derived(this.shown.findIndex(({ notice }) => notice === this.selected));

  #reading = 0;
  readonly #opening = new Newest();

  /** Shows another view from its beginning, or the notice that was asked for. */
  async open(view: View, notice: number | null = null) {
    [this.view, this.query, this.kind, this.rows, this.letters, this.isRead] = [view, "", "", [], [], false];
    this.select(notice);
    await this.read();
  }

  /** Shows what was saved under a name. */
  async openSaved({ view, kind, query, isGrouped }: SavedView) {
    const opening = this.open(view);
    [this.kind, this.query, this.isGrouped] = [kind, query, isGrouped];
    await opening;
  }

  /** Reads the view again. What is seen stays until the new rows are there. */
  async read() {
    const reading = ++this.#reading;
    const [view, rows, keeps] = [this.view, [] as InboxRow[], this.rows.length > 0];
    try {
      const total = await backend.inboxCount(view);
      const letters = view === "set-aside" ? await backend.lettersAside() : [];
      for (let after: number | null = null, more = true; more; ) {
        const most: number = after === null ? FIRST_PAGE : PAGE;
        const page: InboxRow[] = await backend.inbox(view, after, most);
        if (reading !== this.#reading) return;
        rows.push(...page);
        after = page.at(-1)?.notice ?? null;
        // The count may be of fewer than there are, and a page may be shorter than was asked: the end is both.
        more = page.length > 0 && (page.length === most || rows.length < total);
        if (!keeps && more) this.#show(rows.slice(), Math.max(total, rows.length));
      }
      this.letters = letters;
      this.#show(rows, rows.length);
      this.problem = null;
    } catch (thrown) {
      if (reading === this.#reading) this.problem = asProblem(thrown);
    }
  }

  #show(rows: InboxRow[], total: number) {
    [this.rows, this.total, this.isRead] = [rows, total, true];
    if (this.selected === null) this.select(this.shown[0]?.notice ?? null);
  }

  select(notice: number | null) {
    this.selected = notice;
    void this.reopen();
  }

  /** Reads the open notice again. */
  async reopen() {
    const notice = this.selected;
    if (notice === null) {
      this.#opening.forget();
      this.detail = null;
      return;
    }
    const refuse = (problem: Problem) => ([this.detail, this.problem] = [null, problem]);
    await this.#opening.ask(() => backend.notice(notice), (detail) => ([this.detail, this.problem] = [detail, null]), refuse);
  }

  /** The pane shows the row that is selected, so its buttons act on the right notice. */
  get isOpen(): boolean {
    return this.detail !== null && this.detail.row.notice === this.selected;
  }

  selectAt(index: number) {
    this.select(this.shown[index]?.notice ?? null);
  }

  /** The next one that needs a person, after the open one and then from the top. */
  selectNext() {
    const from = this.index + 1;
    const order = [...this.shown.slice(from), ...this.shown.slice(0, from)];
    const next = order.find((row) => row.state === "to decide" && row.snoozedUntil === null && row.notice !== this.selected);
    if (next) this.select(next.notice);
  }

  /** Takes rows out that were just seen to, and opens what stands in the place of the open one. */
  settle(notices: number[]) {
    const gone = new Set(notices);
    const at = this.index;
    if (this.view === "all" || this.view === "done-today") return this.selectNext();
    this.rows = this.rows.filter(({ notice }) => !gone.has(notice));
    this.total = this.rows.length;
    if (this.selected === null || gone.has(this.selected)) this.selectAt(Math.min(at, this.shown.length - 1));
  }
}
