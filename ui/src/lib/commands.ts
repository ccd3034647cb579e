// Every command of the window with its key, for the keyboard, the palette and the page of keys alike.
import type { Choice } from "../bindings/Choice";
import type { Command } from "./keyboard";
import { nextPane } from "./panes";
import type { SingleKey } from "./singleKeys";
import { openWhy } from "./whyShown";
import type { DeskWindow } from "./window.svelte";

export function commandsOf(at: DeskWindow): Command[] {
  const command = (words: string, keys: string | null, run: () => void): Command => ({ words, keys, run });

  return [
    command("Go to Today", "Ctrl+1", () => at.go("today")),
    command("Go to Inbox", "Ctrl+2", () => at.go("inbox")),
    command("Go to Patients", "Ctrl+3", () => at.go("patients")),
    command("Go to Register", "Ctrl+4", () => at.go("register")),
    command("Go to Outbox", "Ctrl+5", () => at.go("outbox")),
    command("Go to Links and numbers", "Ctrl+6", () => at.go("links")),
    command("Go to Settings", null, () => at.go("settings")),
    command("Help for this field, or this screen", "F1", () => openWhy() || at.help()),
    command("Find a patient", "F3", () => findPatient(at)),
    command("Filter this list", "Ctrl+F", () => focusFilter()),
    command("Next message that needs a decision", "F8", () => next(at)),
    command("Do the usual thing for this message", "Ctrl+Enter", () => at.ask("usual")),
    command("Add an internal note", "F4", () => at.ask("note")),
    command("Match to a patient", "F9", () => at.ask("match")),
    command("Undo the last decision", "Ctrl+Z", () => void at.acts.undoLast()),
    command("Clear routine messages", null, () => (at.dialog = "routine")),
    command("Show messages to decide", null, () => at.openInbox("to-decide")),
    command("Show unmatched messages", null, () => at.openInbox("unmatched")),
    command("Show reminders", null, () => at.openInbox("reminders")),
    command("Show messages done today", null, () => at.openInbox("done-today")),
    command("Hold this filing, or let it go", "Ctrl+Shift+H", () => at.ask("hold")),
    command("Send this again at PCSE's request (manager)", "Alt+F12", () => at.ask("send-again")),
    command("Print what is open", prints(at, false), () => at.printOpen()),
    command("Print the day list", prints(at, true), () => at.go("dayList")),
    command("Check for messages now", "F5", () => void at.desk.check()),
    command("Next pane", "F6", () => nextPane(1)),
    command("Previous pane", "Shift+F6", () => nextPane(-1)),
    command("Larger text", "Ctrl++", () => at.settings.bigger()),
    command("Smaller text", "Ctrl+-", () => at.settings.smaller()),
    command("Display: text size, row height, notifications", null, () => (at.dialog = "display")),
    command("Keys of this program", null, () => (at.dialog = "keys")),
    command("Search commands and patients", "Ctrl+K", () => (at.dialog = "palette")),
    command("Register a patient", "Ctrl+N", () => register(at)),
    command("Amend this patient", "F2", () => at.ask("amend")),
    command("Save the draft", "Ctrl+S", () => at.ask("save")),
    ...training(at),
  ];
}

/** Other keys for the same: Windows users look for Today under Alt+Home. */
export const ALSO: Record<string, string> = { "Alt+Home": "Ctrl+1", "Ctrl+Shift++": "Ctrl++", "Ctrl+=": "Ctrl++" };

/** What the native menu offers, by the words of the command that does it. */
export const CHOSEN: Record<Choice, string> = {
  print: "Print what is open",
  dayList: "Print the day list",
  save: "Save the draft",
  today: "Go to Today",
  inbox: "Go to Inbox",
  patients: "Go to Patients",
  register: "Go to Register",
  outbox: "Go to Outbox",
  links: "Go to Links and numbers",
  settings: "Go to Settings",
  larger: "Larger text",
  smaller: "Smaller text",
  display: "Display: text size, row height, notifications",
  next: "Next message that needs a decision",
  match: "Match to a patient",
  note: "Add an internal note",
  undo: "Undo the last decision",
  routine: "Clear routine messages",
  find: "Find a patient",
  new: "Register a patient",
  amend: "Amend this patient",
  palette: "Search commands and patients",
  keys: "Keys of this program",
  help: "Help for this field, or this screen",
};

/** Does what was chosen in the native menu; a dialog that is open comes first. */
export function choose(at: DeskWindow, what: Choice) {
  if (at.dialog === null) commandsOf(at).find(({ words }) => words === CHOSEN[what])?.run();
}

function training(at: DeskWindow): Command[] {
  if (!at.desk.desk?.training) return [];

  return [{ words: "Training: move the clock", keys: "Ctrl+Shift+T", run: () => (at.dialog = "clock") }];
}

/** Where the day's work is, it is the day that is printed; elsewhere what is open. */
function prints(at: DeskWindow, theDay: boolean): string | null {
  return (at.screen === "today" || at.screen === "inbox") === theDay ? "Ctrl+P" : null;
}

/** A form that is open is not lost to a key: it is shown. */
function register(at: DeskWindow) {
  if (at.register.form === null || at.register.filed !== null) at.startRegistration("nothing");
  else at.go("register");
}

function findPatient(at: DeskWindow) {
  at.go("patients");
  queueMicrotask(() => requestAnimationFrame(focusFilter));
}

/** What a single key does in a list: it moves there, or opens something to type. */
export const SINGLE: Record<SingleKey, (at: DeskWindow) => void> = {
  next: () => press("ArrowDown"),
  previous: () => press("ArrowUp"),
  note: (at) => at.ask("note"),
  match: (at) => at.ask("match"),
  filter: () => focusFilter(),
};

/** The list knows its own keys. */
const press = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

function focusFilter() {
  const field = document.querySelector<HTMLInputElement>("[data-filter]");
  field?.focus();
  field?.select();
}

function next(at: DeskWindow) {
  if (at.screen !== "inbox") at.go("inbox");
  at.inbox.selectNext();
}
