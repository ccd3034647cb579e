import type { InboxRow } from "./InboxRow";
import type { Test } from "./Test";
import type { Person } from "./Person";
import type { ChoiceShown } from "./ChoiceShown";
import type { Note } from "./Note";
import type { Entry } from "./Entry";

export type NoticeDetail = {
  row: InboxRow; person: Person | null; outline: string[]; tests: Test[]; routineTests: Test[];
  rows: { field: string; now: string | null; says: string | null; erased: boolean }[];
  daysTaken: number | null; filing: number | null;
  numberHeldBy: { patient: number; name: string; state: string; tests: Test[]; mayBeMoved: boolean } | null;
  decisions: { decision: number; choice: string; reason: string | null; at: string; by: string; rule: boolean; stands: boolean }[];
  notes: Note[]; choices: ChoiceShown[]; earlier: number | null; patientVersion: number | null;
  mayUndo: boolean; inClinicalSystem: boolean | null;
  timeline: Entry[];
  /** segment by segment: the raw line and its meaning in words, where known */
  message: { raw: string; words: string | null }[];
};
