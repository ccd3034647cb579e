// Keys and the commands they stand for. No single letters here: they would fire while somebody dictates or types.

export type Command = {
  words: string;
  /** As it is shown and compared: `Ctrl+K`, `F8`. */
  keys: string | null;
  run: () => void;
};

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

/** The combination as the map writes it. */
export function combo(event: Pressed): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;

  return [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.metaKey && "Meta", key]
    .filter(Boolean)
    .join("+");
}

/** In a field these keys edit the text. */
const EDITS = new Set(["Ctrl+Z", "Home", "End"]);

/** The command of a key, if it has one where the focus stands. */
export function commandFor(commands: Command[], event: Pressed, inField: boolean): Command | undefined {
  const pressed = combo(event);

  return inField && EDITS.has(pressed) ? undefined : commands.find(({ keys }) => keys === pressed);
}

/** Keys with which some systems load the page again. */
const LOADS_AGAIN = new Set(["F5", "Ctrl+F5", "Shift+F5", "Ctrl+R", "Ctrl+Shift+R"]);

export const loadsAgain = (event: Pressed): boolean => LOADS_AGAIN.has(combo(event));

export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

/** `Ctrl+K` in the parts that a `<kbd>` each shows. */
export const keyParts = (keys: string): string[] => keys.split("+");
