// What is printed, cut into pages that each say whose they are: a patient's tab, a report.
import type { Entry } from "../bindings/Entry";
import type { Note } from "../bindings/Note";
import type { OutboxDetail } from "../bindings/OutboxDetail";
import type { PatientRow } from "../bindings/PatientRow";
import type { Person } from "../bindings/Person";
import type { ReportShown } from "../bindings/ReportShown";
import { shownAt, shownDay } from "./dates";
import { LINES } from "./dayList";
import { evidenceOf } from "./evidence";
import { capital, shownNumber } from "./shown";
import { kindOf } from "./steps";
import { summaryOf } from "./summary";

/** `widths` are letters of each column; without columns the rows are sentences. */
export type Part = { title: string; columns: string[]; widths: number[]; rows: string[][] };
export type Sheet = { title: string; person: Person | null; parts: Part[] };
export type PaperPage = Omit<Part, "title"> & { title: string; goesOn: boolean };

/** So many letters fit beside each other on A4 upright. */
const WIDTH = 110;
/** The title of a part, its columns, and the line that says whose it is. */
const HEAD = 3;

/** Short parts share no page: each begins one, as in the day list. */
export function pagesOf(sheet: Sheet, most = LINES - HEAD): PaperPage[] {
  return sheet.parts.flatMap((part) => {
    const pages: string[][][] = [[]];
    let left = most;
    for (const row of part.rows) {
      const lines = linesOf(row, part.widths);
      if (lines > left && left < most) {
        pages.push([]);
        left = most;
      }
      left -= lines;
      pages.at(-1)!.push(row);
    }

    return pages.map((rows, n) => ({ ...part, rows, goesOn: n + 1 < pages.length }));
  });
}

const linesOf = (row: string[], widths: number[]): number => Math.max(1, ...row.map((cell, n) => Math.ceil(cell.length / (widths[n] ?? WIDTH))));

export const summarySheet = (person: Person): Sheet => ({
  title: "Patient record",
  person,
  parts: [{ title: "Summary", columns: ["Detail", "On the list"], widths: [25, 85], rows: summaryOf(person).map(({ words, lines }) => [words, lines.join(", ")]) }],
});

const timeline = (entries: Entry[]): Part => ({
  title: "Timeline", columns: ["When", "What", "By"], widths: [18, 72, 20], rows: entries.map(({ at, what, by }) => [shownAt(at), what, by]),
});

export const timelineSheet = (person: Person, entries: Entry[]): Sheet => ({ title: "Patient record", person, parts: [timeline(entries)] });

export const notesSheet = (person: Person, notes: Note[]): Sheet => ({
  title: "Patient record",
  person,
  parts: [{ title: "Notes", columns: ["When", "Note", "By"], widths: [18, 72, 20], rows: notes.map(({ at, text, by }) => [shownAt(at), text, by]) }],
});

/** What it says and how it stands, what happened, and the numbers that PCSE and MESH ask for. */
export function filingSheet({ row, person, outline, letter, timeline: entries }: OutboxDetail): Sheet {
  const says: Part = { title: "What it says", columns: [], widths: [WIDTH], rows: [`${row.words}. ${row.next}`, ...outline].map((line) => [line]) };
  const evidence: Part = { title: "Evidence", columns: ["What", "Is"], widths: [25, 85], rows: letter === null ? [] : evidenceOf(letter).map(({ words, lines }) => [words, lines.join("; ")]) };

  return { title: `${kindOf(row.kind)}, filing ${row.filing}`, person, parts: [says, timeline(entries), ...(letter === null ? [] : [evidence])] };
}

export const householdSheet = (person: Person, people: PatientRow[]): Sheet => ({
  title: "Patient record",
  person,
  parts: [
    {
      title: "Household", columns: ["Name", "Born", "Sex", "NHS No.", "Status"], widths: [40, 15, 12, 15, 28],
      rows: people.map((row) => [row.name, row.born === null ? "Not known" : shownDay(row.born), capital(row.sex), shownNumber(row.nhsNumber), row.standing]),
    },
  ],
});

export function reportSheet({ title, sentences, toReadOut, columns, rows }: ReportShown): Sheet {
  const said = [...sentences, ...toReadOut].map((words) => [words]);
  const words: Part = { title, columns: [], widths: [WIDTH], rows: said };
  const table: Part = { title, columns, widths: columns.map(() => Math.floor(WIDTH / columns.length)), rows };

  return { title: "Links and numbers", person: null, parts: [words, ...(rows.length > 0 ? [table] : [])] };
}
