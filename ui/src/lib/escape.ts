// Esc goes one step back from a form. What was typed is never thrown away by one key: the first leads to the way out.

/** For a form with a button that leaves it, marked `data-leave`. */
export const escapes = (leave: () => void) => (form: HTMLElement) => {
  let isTouched = false;
  const touch = () => void (isTouched = true);
  const out = () => form.querySelector<HTMLElement>("[data-leave]");

  function press(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    if (isTouched && document.activeElement !== out()) out()?.focus();
    else leave();
  }

  form.addEventListener("input", touch);
  form.addEventListener("keydown", press);

  return () => {
    form.removeEventListener("input", touch);
    form.removeEventListener("keydown", press);
  };
};
