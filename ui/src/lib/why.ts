// Why a field is asked for: the guide's page of fields, looked up by the words that stand at the field.
import { folded } from "./filter";
import { pages, textOf } from "./guide";

const keyOf = (label: string): string => folded(label.replace(/\s*\(optional\)$/, "")).trim();

let whys: Map<string, string> | null = null;

function read(): Map<string, string> {
  const tables = (pages().get("fields")?.blocks ?? []).filter((block) => block.kind === "table");

  return new Map(tables.flatMap(({ rows }) => rows.map(([field, why]) => [keyOf(textOf(field ?? [])), textOf(why ?? [])] as const)));
}

export function whyOf(label: string): string | null {
  whys ??= read();

  return whys.get(keyOf(label)) ?? null;
}

/** Where the focus was when the words were opened. */
let from: HTMLElement | null = null;

/** Opens the words of the field that has the focus, and leads to them. Tells whether there were any. */
export function openWhy(): boolean {
  const at = document.activeElement;
  const why = at instanceof HTMLElement ? wordsAt(at) : null;
  if (!why || why.contains(at)) return false;
  [from, why.open] = [at as HTMLElement, true];
  why.querySelector("p")?.focus();

  return true;
}

/** Closes them, and leads back to the field. */
export function closeWhy(why: HTMLDetailsElement) {
  why.open = false;
  from?.focus();
}

/** A field without words of its own has those of the group that it stands in. */
function wordsAt(at: HTMLElement): HTMLDetailsElement | null {
  for (let box = at.closest<HTMLElement>("[data-why]"); box; box = box.parentElement?.closest<HTMLElement>("[data-why]") ?? null) {
    const why = document.getElementById(box.dataset.why ?? "");
    if (why instanceof HTMLDetailsElement) return why;
  }

  return null;
}
