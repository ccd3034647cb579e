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
  "register_choices",
  "begin_registration",
  "check_registration",
  "file_registration",
  "unfinished",
  "save_unfinished",
  "discard_unfinished",
  "begin_amendment",
  "check_amendment",
  "file_amendment",
  "check_removal",
  "file_removal",
  "outbox",
  "filing",
  "stoppages",
  "perform",
  "pause_sending",
  "links",
  "report",
  "export_report",
  "explain_gap",
  "settings",
  "change_setting",
  "change_link_mailbox",
  "pause_link",
  "save_doctor",
  "set_mesh",
  "test_mesh",
  "plugin:event|listen",
  "plugin:event|unlisten",
]);

window.__TAURI_ISOLATION_HOOK__ = (payload) => {
  if (typeof payload.cmd === "string" && !ALLOWED.has(payload.cmd)) {
    throw new Error("not a call of this window");
  }

  return payload;
};
