// Which page of the guide is open, and what was looked for. The pages themselves are fetched by who shows them.
/** In the order in which they are read. */
export const CONTENTS: { part: string; pages: string[] }[] = [
  { part: "Begin here", pages: ["first-hour", "clerks-day", "training"] },
  { part: "The screens", pages: ["today", "inbox", "patients", "register", "fields", "outbox", "links", "settings"] },
  { part: "When something comes or goes wrong", pages: ["notices", "telling-pcse", "troubleshooting", "problem-codes"] },
];

const PAGES = new Set(CONTENTS.flatMap(({ pages }) => pages));

export class Guide {
  page = $state("first-hour");
  anchor: string | null = $state(null);
  query = $state("");

  /** What a code means, and wherever else the guide speaks of it. */
  async openCode(code: string) {
    this.open("problem-codes", `row-${code.toLowerCase()}`);
    const { search } = await import("./guide");
    this.query = search(code).length === 0 ? "" : code;
  }

  open(page: string, anchor: string | null = null) {
    [this.page, this.anchor] = [PAGES.has(page) ? page : "first-hour", anchor];
  }
}
