import type { InboxRow } from "./InboxRow";
import type { Person } from "./Person";
import type { Note } from "./Note";
import type { Entry } from "./Entry";
import type { PatientRow } from "./PatientRow";

export type PatientDetail = { person: Person; timeline: Entry[]; notes: Note[]; household: PatientRow[]; openNotices: InboxRow[] };
