// The guide's pages, as the build made them of Markdown, and the search in them.
import { folded } from "./filter";

export type Words = { kind: "text" | "strong" | "code"; text: string } | { kind: "link"; text: string; page: string; anchor: string | null };
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; id: string; words: Words[] }
  | { kind: "paragraph" | "note"; words: Words[] }
  | { kind: "list"; ordered: boolean; items: Words[][] }
  | { kind: "table"; head: Words[][]; rows: Words[][][] };
export type Page = { title: string; blocks: Block[] };

/** Something that a search can find: a part of a page, or a line of the page of codes. */
export type Found = { page: string; anchor: string | null; title: string; of: string; text: string };

const files = import.meta.glob<string>(["../../../docs/guide/*.md", "../../../docs/problem-codes.md"], { eager: true, import: "default" });

let opened: Map<string, Page> | null = null;

/** All pages by their names, read when the first of them is asked for. */
export function pages(): Map<string, Page> {
  opened ??= new Map(Object.entries(files).map(([path, page]) => [path.replace(/^.*\/|\.md$/g, ""), JSON.parse(page) as Page]));

  return opened;
}

export const textOf = (words: Words[]): string => words.map(({ text }) => text).join("");

/** Each heading with what stands below it; of a table each row, by its first cell. */
function parts(id: string, page: Page): Found[] {
  const found: Found[] = [];
  let here: Found = { page: id, anchor: null, title: page.title, of: page.title, text: "" };
  for (const block of page.blocks) {
    if (block.kind === "heading" && block.level > 1) {
      found.push(here);
      here = { page: id, anchor: block.id, title: textOf(block.words), of: page.title, text: "" };
    } else if (block.kind === "table") {
      found.push(...block.rows.map((row) => ({ page: id, anchor: rowId(row), title: textOf(row[0] ?? []), of: page.title, text: row.slice(1).map(textOf).join(" ") })));
    } else here.text += ` ${blockText(block)}`;
  }

  return [...found, here];
}

export const rowId = (row: Words[][]): string => `row-${folded(textOf(row[0] ?? [])).replace(/[^\w]+/g, "-")}`;

const blockText = (block: Block): string =>
  block.kind === "list" ? block.items.map(textOf).join(" ") : "words" in block ? textOf(block.words) : "";

type Indexed = Found & { title_: string; all: string };
let index: Indexed[] | null = null;

/** Made at the first search: the window opens without it. */
function indexed(): Indexed[] {
  index ??= [...pages()].flatMap(([id, page]) =>
    parts(id, page).map((part) => ({ ...part, title_: folded(part.title), all: folded(`${part.title} ${part.text} ${part.of}`) })),
  );

  return index;
}

/** What holds every word; where the title holds them it comes first. */
export function search(query: string): Found[] {
  const words = folded(query).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [];
  const found = indexed().filter(({ all }) => words.every((word) => all.includes(word)));
  const rank = ({ title_ }: { title_: string }) => (words.every((word) => title_.includes(word)) ? 0 : 1);

  return found.sort((one, other) => rank(one) - rank(other)).slice(0, 30);
}
