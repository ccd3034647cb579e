// The only file that talks to Tauri: one line for each command and event.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Candidate } from "../bindings/Candidate";
import type { Changed } from "../bindings/Changed";
import type { DecideForm } from "../bindings/DecideForm";
import type { Desk } from "../bindings/Desk";
import type { InboxRow } from "../bindings/InboxRow";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { PatientDetail } from "../bindings/PatientDetail";
import type { PatientRow } from "../bindings/PatientRow";
import type { Push } from "../bindings/Push";
import type { RoutinePreview } from "../bindings/RoutinePreview";
import type { SavedView } from "../bindings/SavedView";
import type { Standing } from "../bindings/Standing";
import type { Today } from "../bindings/Today";
import type { Told } from "../bindings/Told";
import type { View } from "../bindings/View";

/** What a note is written on. */
export type NoteOn = { notice: number } | { patient: number };

export const desk = () => invoke<Desk>("desk");
export const standing = () => invoke<Standing>("standing");
export const today = () => invoke<Today>("today");

export const inbox = (view: View, after: number | null, most: number) =>
  invoke<InboxRow[]>("inbox", { view, after, most });
export const inboxCount = (view: View) => invoke<number>("inbox_count", { view });
export const notice = (notice: number) => invoke<NoticeDetail>("notice", { notice });
export const decide = (form: DecideForm) => invoke<Told>("decide", { form });
export const undo = (notice: number, reason: string | null) => invoke<Told>("undo", { notice, reason });
export const candidates = (notice: number) => invoke<Candidate[]>("candidates", { notice });
export const matchNotice = (notice: number, patient: number) => invoke<Told>("match_notice", { notice, patient });
export const notOurs = (notice: number, reason: string) => invoke<Told>("not_ours", { notice, reason });
export const routinePreview = () => invoke<RoutinePreview>("routine_preview");
export const clearRoutine = (notices: number[]) => invoke<Told>("clear_routine", { notices });
export const snooze = (notice: number, until: string) => invoke<void>("snooze", { notice, until });
export const unsnooze = (notice: number) => invoke<void>("unsnooze", { notice });
export const ownNotice = (notice: number, mine: boolean) => invoke<void>("own_notice", { notice, mine });
export const savedViews = () => invoke<SavedView[]>("saved_views");
export const saveView = (view: SavedView) => invoke<void>("save_view", { view });
export const forgetView = (name: string) => invoke<void>("forget_view", { name });
export const addNote = (on: NoteOn, text: string) => invoke<void>("add_note", { on, text });
export const tickClinical = (decision: number) => invoke<void>("tick_clinical", { decision });

export const patients = (query: string, after: number | null, most: number) =>
  invoke<PatientRow[]>("patients", { query, after, most });
export const patient = (patient: number) => invoke<PatientDetail>("patient", { patient });

export const printPage = () => invoke<void>("print_page");
export const checkNow = () => invoke<void>("check_now");
export const pushClock = (push: Push) => invoke<Told>("push_clock", { push });

export const onChanged = (tell: (changed: Changed) => void) =>
  listen<Changed>("changed", (event) => tell(event.payload));
