// Moves the focus between the panes of a screen, in the order in which they stand.

/** Focuses what the next pane marks as its first thing, or the pane itself. */
export function nextPane(step: 1 | -1) {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here === -1 && step === -1 ? 0 : here;
  const pane = panes[(from + step + panes.length) % panes.length];
  (pane?.querySelector<HTMLElement>("[data-pane-focus]") ?? pane)?.focus();
}
