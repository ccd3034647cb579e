// Moves the focus between the panes of a screen, in the order in which they stand.
import { tick } from "svelte";

/** Leads the keyboard to the list of a screen, or to what stands in its place. */
export function focusList() {
  const list = document.querySelector<HTMLElement>("[data-pane='list']");
  (list?.querySelector<HTMLElement>("[data-pane-focus]") ?? list?.querySelector<HTMLElement>("button:not([aria-current])"))?.focus();
}

/** What had the focus is gone: the browser gives it to nobody. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Escape closes a form one step, unless something in it has taken the key. */
export const onEscape = (close: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.stopPropagation();
  close();
};

/** After a form is closed: where the keyboard was, or what opens the form again. */
export async function focusOpener(from: Element | null, within: ParentNode = document) {
  await tick();
  const opener = from instanceof HTMLElement && from.isConnected ? from : within.querySelector<HTMLElement>("[data-opener]");
  opener?.focus();
}

/** Focuses what the next pane marks as its first thing, or the pane itself. */
export function nextPane(step: 1 | -1) {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here === -1 && step === -1 ? 0 : here;
  const pane = panes[(from + step + panes.length) % panes.length];
  (pane?.querySelector<HTMLElement>("[data-pane-focus]") ?? pane)?.focus();
}
