// Which page of the guide is open, and what was looked for.
import { pages, search } from "./guide";

export class Guide {
  page = $state("first-hour");
  anchor: string | null = $state(null);
  query = $state("");

  /** What a code means, and wherever else the guide speaks of it. */
  openCode(code: string) {
    this.open("problem-codes", `row-${code.toLowerCase()}`);
    this.query = search(code).length === 0 ? "" : code;
  }

  open(page: string, anchor: string | null = null) {
    [this.page, this.anchor] = [pages().has(page) ? page : "first-hour", anchor];
  }
}
