// Opening the words that say why a field is asked for, and leading there and back.

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
