// The only file that talks to Tauri: one line for each command and event.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { AmendBeginning } from "../bindings/AmendBeginning";
import type { AmendChecked } from "../bindings/AmendChecked";
import type { AmendForm } from "../bindings/AmendForm";
import type { BeginFrom } from "../bindings/BeginFrom";
import type { Beginning } from "../bindings/Beginning";
import type { Begun } from "../bindings/Begun";
import type { Candidate } from "../bindings/Candidate";
import type { Changed } from "../bindings/Changed";
import type { Chosen } from "../bindings/Chosen";
import type { DecideForm } from "../bindings/DecideForm";
import type { DeedForm } from "../bindings/DeedForm";
import type { Desk } from "../bindings/Desk";
import type { Display } from "../bindings/Display";
import type { FormProblem } from "../bindings/FormProblem";
import type { FiledShown } from "../bindings/FiledShown";
import type { DoctorForm } from "../bindings/DoctorForm";
import type { GapForm } from "../bindings/GapForm";
import type { InboxRow } from "../bindings/InboxRow";
import type { LetterAside } from "../bindings/LetterAside";
import type { Links } from "../bindings/Links";
import type { MeshForm } from "../bindings/MeshForm";
import type { NoteOn } from "../bindings/NoteOn";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { OutboxDetail } from "../bindings/OutboxDetail";
import type { OutboxRow } from "../bindings/OutboxRow";
import type { PatientDetail } from "../bindings/PatientDetail";
import type { PatientRow } from "../bindings/PatientRow";
import type { Push } from "../bindings/Push";
import type { PutRightForm } from "../bindings/PutRightForm";
import type { RegisterChecked } from "../bindings/RegisterChecked";
import type { RegisterChoices } from "../bindings/RegisterChoices";
import type { RegisterForm } from "../bindings/RegisterForm";
import type { RemovalChecked } from "../bindings/RemovalChecked";
import type { RemovalForm } from "../bindings/RemovalForm";
import type { ReportForm } from "../bindings/ReportForm";
import type { ReportShown } from "../bindings/ReportShown";
import type { RoutinePreview } from "../bindings/RoutinePreview";
import type { SettingsShown } from "../bindings/SettingsShown";
import type { SavedView } from "../bindings/SavedView";
import type { Standing } from "../bindings/Standing";
import type { Stoppages } from "../bindings/Stoppages";
import type { Today } from "../bindings/Today";
import type { Told } from "../bindings/Told";
import type { View } from "../bindings/View";

export const desk = () => invoke<Desk>("desk");
export const standing = () => invoke<Standing>("standing");
export const today = () => invoke<Today>("today");

export const inbox = (view: View, after: number | null, most: number) =>
  invoke<InboxRow[]>("inbox", { view, after, most });
export const inboxCount = (view: View) => invoke<number>("inbox_count", { view });
export const notice = (notice: number) => invoke<NoticeDetail>("notice", { notice });
export const checkDecision = (form: DecideForm) => invoke<FormProblem[]>("check_decision", { form });
export const decide = (form: DecideForm, answered: string[]) => invoke<Told>("decide", { form, answered });
export const undo = (notice: number, reason: string | null) => invoke<Told>("undo", { notice, reason });
export const candidates = (notice: number) => invoke<Candidate[]>("candidates", { notice });
export const matchNotice = (notice: number, patient: number) => invoke<Told>("match_notice", { notice, patient });
export const notOurs = (notice: number, reason: string) => invoke<Told>("not_ours", { notice, reason });
export const routinePreview = () => invoke<RoutinePreview>("routine_preview");
export const clearRoutine = (notices: number[]) => invoke<Told>("clear_routine", { notices });
export const snooze = (notice: number, until: string) => invoke<void>("snooze", { notice, until });
export const unsnooze = (notice: number) => invoke<void>("unsnooze", { notice });
export const ownNotice = (notice: number, mine: boolean) => invoke<void>("own_notice", { notice, mine });
export const reminderSeen = (reminder: number) => invoke<void>("reminder_seen", { reminder });
export const lettersAside = () => invoke<LetterAside[]>("letters_aside");
export const letterDealtWith = (letter: number, reason: string) => invoke<void>("letter_dealt_with", { letter, reason });
export const savedViews = () => invoke<SavedView[]>("saved_views");
export const saveView = (view: SavedView) => invoke<void>("save_view", { view });
export const forgetView = (name: string) => invoke<void>("forget_view", { name });
export const moveNumber = (from: number, to: number, why: string) => invoke<Told>("move_number", { from, to, why });
export const putRight = (form: PutRightForm) => invoke<Told>("put_right", { form });
export const putRightBack = (patient: number, why: string) => invoke<Told>("put_right_back", { patient, why });
export const addNote = (on: NoteOn, text: string) => invoke<void>("add_note", { on, text });
export const tickClinical = (decision: number) => invoke<void>("tick_clinical", { decision });

export const patients = (query: string, after: number | null, most: number) =>
  invoke<PatientRow[]>("patients", { query, after, most });
export const patient = (patient: number) => invoke<PatientDetail>("patient", { patient });

export const openAgain = () => invoke<void>("open_again");
export const newTraining = () => invoke<Told>("new_training");

export const display = () => invoke<Display>("display");
export const keepDisplay = (display: Display) => invoke<void>("keep_display", { display });
export const printPage = () => invoke<void>("print_page");
export const checkNow = () => invoke<void>("check_now");
export const pushClock = (push: Push) => invoke<Told>("push_clock", { push });

export const registerChoices = () => invoke<RegisterChoices>("register_choices");
export const beginRegistration = (from: BeginFrom) => invoke<Beginning>("begin_registration", { from });
export const checkRegistration = (form: RegisterForm) => invoke<RegisterChecked>("check_registration", { form });
export const fileRegistration = (key: string, form: RegisterForm, answered: string[]) =>
  invoke<FiledShown>("file_registration", { key, form, answered });
export const unfinished = () => invoke<Begun[]>("unfinished");
export const saveUnfinished = (key: string, form: RegisterForm) => invoke<void>("save_unfinished", { key, form });
export const discardUnfinished = (key: string) => invoke<void>("discard_unfinished", { key });

export const beginAmendment = (patient: number, filing: number | null) =>
  invoke<AmendBeginning>("begin_amendment", { patient, filing });
export const checkAmendment = (form: AmendForm) => invoke<AmendChecked>("check_amendment", { form });
export const fileAmendment = (key: string, form: AmendForm, answered: string[]) =>
  invoke<FiledShown>("file_amendment", { key, form, answered });
export const unsentRemoval = (filing: number) => invoke<RemovalForm>("unsent_removal", { filing });
export const checkRemoval = (form: RemovalForm) => invoke<RemovalChecked>("check_removal", { form });
export const fileRemoval = (key: string, form: RemovalForm, answered: string[]) =>
  invoke<FiledShown>("file_removal", { key, form, answered });
export const outbox = (all: boolean, before: number | null, most: number) =>
  invoke<OutboxRow[]>("outbox", { all, before, most });
export const filing = (filing: number) => invoke<OutboxDetail>("filing", { filing });
export const stoppages = () => invoke<Stoppages>("stoppages");
export const perform = (form: DeedForm) => invoke<Told>("perform", { form });
export const pauseSending = (why: string | null) => invoke<Told>("pause_sending", { why });

export const links = () => invoke<Links>("links");
export const report = (form: ReportForm) => invoke<ReportShown>("report", { form });
export const exportReport = (form: ReportForm) => invoke<Told>("export_report", { form });
export const explainGap = (gap: GapForm, why: string) => invoke<Told>("explain_gap", { gap, why });

export const settings = () => invoke<SettingsShown>("settings");
export const changeSetting = (setting: string, value: string) => invoke<Told>("change_setting", { setting, value });
export const changeLinkMailbox = (link: number, mailbox: string) => invoke<Told>("change_link_mailbox", { link, mailbox });
export const pauseLink = (link: number, why: string) => invoke<Told>("pause_link", { link, why });
export const saveDoctor = (form: DoctorForm) => invoke<Told>("save_doctor", { form });
export const setMesh = (form: MeshForm) => invoke<Told>("set_mesh", { form });
export const testMesh = () => invoke<Told>("test_mesh");

export const onChanged = (tell: (changed: Changed) => void) =>
  listen<Changed>("changed", (event) => tell(event.payload));

export const onChosen = (tell: (chosen: Chosen) => void) =>
  listen<Chosen>("chosen", (event) => tell(event.payload));
