// Which page of the guide is open, and what was looked for.
import { PAGES } from "./guide";

export class Guide {
  page = $state("first-hour");
  anchor: string | null = $state(null);
  query = $state("");

  open(page: string, anchor: string | null = null) {
    [this.page, this.anchor] = [PAGES.has(page) ? page : "first-hour", anchor];
  }
}
