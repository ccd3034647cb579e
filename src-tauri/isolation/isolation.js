// Every call of the window passes here before it reaches the program: only the desk's own commands and the listening to
// its one event go on. The names are held to those of the program by tests/commands.rs.
const ALLOWED = new Set([
  "desk",
  "standing",
  "today",
  "inbox",
  "inbox_count",
  "notice",
  "decide",
  "undo",
  "candidates",
  "match_notice",
  "not_ours",
  "routine_preview",
  "clear_routine",
  "snooze",
  "unsnooze",
  "add_note",
  "tick_clinical",
  "patients",
  "patient",
  "check_now",
  "push_clock",
  "own_notice",
  "saved_views",
  "save_view",
  "forget_view",
  "print_page",
  "plugin:event|listen",
  "plugin:event|unlisten",
]);

window.__TAURI_ISOLATION_HOOK__ = (payload) => {
  if (typeof payload.cmd === "string" && !ALLOWED.has(payload.cmd)) {
    throw new Error("not a call of this window");
  }

  return payload;
};
