// The links as they are seen: their numbers, what is missing, and one report at a time.
import type { GapForm } from "../bindings/GapForm";
import type { Links } from "../bindings/Links";
import type { Problem } from "../bindings/Problem";
import type { ReportForm } from "../bindings/ReportForm";
import type { ReportShown } from "../bindings/ReportShown";
import * as backend from "./backend";
import type { Messages } from "./messages.svelte";
import { Newest } from "./newest";
import { asProblem, notCopied } from "./problem";

export class LinksState {
  page: Links | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** The report that another screen has asked for, until it is shown. */
  wanted: ReportForm | null = null;
  readonly #newest = new Newest();

  constructor(private readonly messages: Messages) {}

  look(): Promise<void> {
    return this.#newest.ask(backend.links, (page) => ([this.page, this.problem] = [page, null]), (problem) => (this.problem = problem));
  }

  read(form: ReportForm): Promise<ReportShown> {
    return backend.report(form);
  }

  async explain(gap: GapForm, why: string) {
    this.messages.tell((await backend.explainGap(gap, why)).told);
    await this.look();
  }

  async save(form: ReportForm) {
    try {
      this.messages.tell((await backend.exportReport(form)).told);
    } catch (thrown) {
      this.messages.refuse(asProblem(thrown));
    }
  }

  async copy(text: string) {
    const done = await copied(text);
    if (done) this.messages.tell(["Copied. Read it to PCSE, or paste it into an e-mail."]);
    else this.messages.refuse(notCopied);
  }
}

/** The newer way needs a permission that not every web view gives; the older one needs the words in a field. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();

    return done;
  }
}
