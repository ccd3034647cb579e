// A back end of invented people, for looking at the window and for its tests. It never ships: only `look.html` brings it.
import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";

import type { DecideForm } from "../bindings/DecideForm";
import type { DeedForm } from "../bindings/DeedForm";
import type { Display } from "../bindings/Display";
import type { DoctorForm } from "../bindings/DoctorForm";
import type { GapForm } from "../bindings/GapForm";
import type { InboxRow } from "../bindings/InboxRow";
import type { LetterAside } from "../bindings/LetterAside";
import type { Link } from "../bindings/Link";
import type { NoteOn } from "../bindings/NoteOn";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { PatientRow } from "../bindings/PatientRow";
import type { PutRightForm } from "../bindings/PutRightForm";
import type { ReportForm } from "../bindings/ReportForm";
import type { Role } from "../bindings/Role";
import type { SavedView } from "../bindings/SavedView";
import { folded } from "../lib/filter";
import { isUnmatched } from "../lib/kinds";
import { FakeChosen } from "./chosen";
import { FakeLinks } from "./links";
import { NOW, detail, row } from "./notices";
import { FakeOutbox } from "./outbox";
import { patientRow, person } from "./people";
import { FakeForms } from "./forms";
import { standing, today } from "./standing";

type Args = Record<string, unknown>;

/** What was put right, in the desk's words. */
const RIGHT: Record<PutRightForm["what"], string> = {
  notChosen: "", left: "taken off the list", approved: "put on the list", number: "NHS number changed", noFlag: "FP69 flag removed", noRemoval: "removal mark removed",
};

/** The desk tells no more rows at once, whatever is asked. */
const MOST = 1_000;

export class Fake {
  rows: InboxRow[];
  people: PatientRow[];
  letters: LetterAside[] = [];
  views: SavedView[] = [];
  display: Display = { text: 100, density: "dense", split: 52, notifies: true, singleKeys: false, letters: ["j", "k", "n", "m", "/"] };
  role: Role = "clerk";
  training = true;
  link: Link = { state: "training", checkedAt: NOW, nextAt: "2026-11-21T14:43:00Z" };
  outbox = new FakeOutbox();
  links = new FakeLinks();
  chosen = new FakeChosen();
  details = new Map<number, NoticeDetail>();
  /** What the window asked for, in order. */
  calls: { command: string; args: Args }[] = [];
  /** Answers to give in place of the usual ones; what is thrown in them is a refusal. */
  instead = new Map<string, (args: Args) => unknown>();

  /** What was put right by hand last, of each patient. */
  readonly #byHand = new Map<number, string>();
  /** Registering, amending, removing. */
  readonly #forms = new FakeForms();

  constructor(notices = 37, people = 400) {
    this.rows = Array.from({ length: notices }, (_, n) => row(n));
    this.people = Array.from({ length: people }, (_, n) => patientRow(n));
  }

  install(): this {
    mockIPC((command, args) => this.answer(command, (args ?? {}) as Args), { shouldMockEvents: true });

    return this;
  }

  async changed(kind: string) {
    await emit("changed", { kind });
  }

  called(command: string): Args[] {
    return this.calls.filter((call) => call.command === command).map(({ args }) => args);
  }

  answer(command: string, args: Args): unknown {
    this.calls.push({ command, args });
    const instead = this.instead.get(command);
    if (instead) return instead(args);

    return this.#usual(command, args);
  }

  #usual(command: string, args: Args): unknown {
    switch (command) {
      case "desk": return { practice: "Riverside Surgery", ods: "Y09999", user: "Asha Patel", role: this.role, training: this.training, now: NOW, contacts: this.chosen.contacts, loadedAgain: false };
      case "display": return this.display;
      case "keep_display": return void (this.display = args.display as Display);
      case "standing": return standing(this.rows, this.link);
      case "today": return today(standing(this.rows, this.link), this.people);
      case "inbox": return this.#page(this.#inView(args.view), args, ({ notice }) => notice);
      case "inbox_count": return this.#inView(args.view).length;
      case "notice": return this.#detail(args.notice as number);
      case "check_decision": return this.#forms.decision(args.form as DecideForm);
      case "decide": return this.#decide(args.form as DecideForm);
      case "undo": return this.#undo(args.notice as number);
      case "candidates": return this.#candidates(args.notice as number);
      case "match_notice": return this.#match(args.notice as number, args.patient as number);
      case "move_number": return { told: ["The NHS number was moved. Both records tell of it."] };
      case "put_right": return this.#putRight(args.form as PutRightForm);
      case "put_right_back": return this.#putBack(args.patient as number);
      case "not_ours": return this.#done(args.notice as number, "not-ours", "Recorded that this is not our patient.");
      case "routine_preview": return this.#preview();
      case "clear_routine": return this.#clear(args.notices as number[]);
      case "snooze": return this.#change(args.notice as number, { snoozedUntil: args.until as string });
      case "unsnooze": return this.#change(args.notice as number, { snoozedUntil: null });
      case "own_notice": return this.#change(args.notice as number, { owner: args.mine ? "Asha Patel" : null });
      case "reminder_seen": return null;
      case "letters_aside": return this.letters;
      case "letter_dealt_with": return this.#dealtWith(args.letter as number);
      case "saved_views": return this.views;
      case "save_view": return this.#save(args.view as SavedView);
      case "forget_view": return this.#forget(args.name as string);
      case "patients": return this.#page(this.#found(args.query as string), args, ({ patient }) => patient);
      case "patient": return this.#patient(args.patient as number);
      case "push_clock": return { told: ["The clock of the training practice moved on."] };
      case "outbox": return this.#page(this.outbox.rows(args.all as boolean), { after: args.before, most: args.most }, ({ filing }) => filing);
      case "filing": return this.outbox.detail(args.filing as number);
      case "stoppages": return this.outbox.stoppages;
      case "perform": return this.outbox.perform(args.form as DeedForm);
      case "add_note": return this.outbox.note(args.on as NoteOn, args.text as string);
      case "pause_sending": {
        this.outbox.stoppages = { ...this.outbox.stoppages, pausedWhy: args.why as string | null };
        return { told: [args.why === null ? "Sending goes on." : "Sending is paused."] };
      }
      case "links": return this.links.page;
      case "report": return this.links.report(args.form as ReportForm);
      case "export_report": return { told: ["Saved as report.csv."] };
      case "explain_gap": return this.links.explain(args.gap as GapForm);
      case "settings": return this.chosen.page;
      case "change_setting": return this.chosen.change(args.setting as string, args.value as string);
      case "save_doctor": return this.chosen.save(args.form as DoctorForm);
      case "test_mesh": return { told: ["MESH let mailbox X26TES5 in."] };
      default: return this.#forms.answer(command, args);
    }
  }

  #putRight({ patient, what }: PutRightForm) {
    this.#byHand.set(patient, RIGHT[what]);

    return { told: ["It is put right on your list.", "This itself is not sent. PCSE's list and the Spine do not change: tell PCSE as well."] };
  }

  #putBack(patient: number) {
    this.#byHand.delete(patient);

    return { told: ["Taken back. The record is as it was before. Nothing is sent."] };
  }

  #page<Row>(rows: Row[], { after, most }: Args, id: (row: Row) => number): Row[] {
    const from = after == null ? 0 : rows.findIndex((row) => id(row) === after) + 1;

    return rows.slice(from, from + Math.min(most as number, MOST));
  }

  #inView(view: unknown): InboxRow[] {
    const open = (row: InboxRow) => row.state === "to decide" && row.snoozedUntil === null;
    const holds: Record<string, (row: InboxRow) => boolean> = {
      "to-decide": open, routine: (row) => open(row) && row.routine, unmatched: isUnmatched, reminders: (row) => row.snoozedUntil !== null, "to-enter": (row) => row.state === "done",
      "set-aside": (row) => row.state === "set aside", "done-today": (row) => row.state === "done", all: () => true,
    };

    return this.rows.filter(holds[String(view)] ?? open);
  }

  #detail(notice: number): NoticeDetail {
    const kept = this.details.get(notice) ?? detail(notice - 1);
    const now = this.rows.find((row) => row.notice === notice) ?? kept.row;

    return { ...kept, row: now, person: now.patient === null ? kept.person : (kept.person ?? person(now.patient)) };
  }

  #change(notice: number, change: Partial<InboxRow>): null {
    this.rows = this.rows.map((row) => (row.notice === notice ? { ...row, ...change } : row));

    return null;
  }

  #dealtWith(letter: number): null {
    this.letters = this.letters.filter((one) => one.letter !== letter);

    return null;
  }

  #save(view: SavedView): null {
    this.#forget(view.name);
    this.views = [...this.views, view];

    return null;
  }

  #forget(name: string): null {
    this.views = this.views.filter((view) => view.name !== name);

    return null;
  }

  #decide(form: DecideForm) {
    return this.#done(form.notice, form.choice, "Recorded.");
  }

  #done(notice: number, choice: string, told: string) {
    const before = this.#detail(notice);
    const words = before.choices.find(({ word }) => word === choice)?.label ?? "Not our patient";
    const entry = { decision: notice, words, reason: null, at: NOW, by: "Asha Patel", rule: false, stands: true };
    this.details.set(notice, { ...before, decisions: [entry], choices: [], mayUndo: true, inClinicalSystem: false });
    this.#change(notice, { state: "done" });

    return { told: [told] };
  }

  #undo(notice: number) {
    this.details.delete(notice);
    this.#change(notice, { state: "to decide" });

    return { told: ["Undone. The message is to be decided again."] };
  }

  #candidates(notice: number) {
    const tests = (holds: boolean[]) => ["NHS number the same", "Date of birth the same", "Surname the same", "Postcode the same"].map((words, at) => ({ words, holds: holds[at] ?? null }));

    return [
      { person: person(notice - 1), tests: tests([true, true, false]) },
      { person: person(notice + 19), tests: tests([false, true, true, false]) },
    ];
  }

  #match(notice: number, patient: number) {
    this.details.set(notice, { ...detail(notice - 1), person: person(patient), choices: detail(1).choices });
    this.#change(notice, { patient, name: this.people[patient]?.name ?? null });

    return { told: ["Matched. Now decide what to do."] };
  }

  #preview() {
    const lines = this.#inView("routine").map(({ notice, kind, name }) => ({ notice, kind, name: name ?? "", what: kind === "F2" ? "leaves the list on 18-Nov-2026" : kind === "F4" ? "is registered" : "loses the FP69 flag" }));
    const count = (kind: string) => lines.filter((line) => line.kind === kind).length;

    return {
      counts: [{ words: "approvals", count: count("F4") }, { words: "deductions", count: count("F2") }, { words: "flag removals", count: count("F10") }],
      lines,
      leftOut: [{ notice: 12, kind: "F2", why: ["something earlier about the patient is undecided"] }, { notice: 4, kind: "F3", why: ["this kind of notice is always decided by a person"] }],
    };
  }

  #clear(notices: number[]) {
    for (const notice of notices) this.#done(notice, "record", "");

    return { told: [`${notices.length} routine messages are recorded.`] };
  }

  #found(query: string): PatientRow[] {
    const words = folded(query).split(/\s+/);

    return this.people.filter((row) => words.every((word) => folded(`${row.name} ${row.nhsNumber} ${row.born} ${row.postcode}`).includes(word)));
  }

  #patient(patient: number) {
    const timeline = detail(0).timeline;

    return { person: person(patient), timeline, notes: [], household: [this.people[patient + 1]!, this.people[patient + 2]!].filter(Boolean), openNotices: this.rows.filter((row) => row.patient === patient && row.state === "to decide"), putRight: this.#byHand.get(patient) ?? null };
  }
}
