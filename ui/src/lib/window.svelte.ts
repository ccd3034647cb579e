// One window: where it stands, and the parts that its screens share.
import { createContext } from "svelte";

import type { BeginFrom } from "../bindings/BeginFrom";
import type { OutboxRow } from "../bindings/OutboxRow";
import type { Person } from "../bindings/Person";
import type { RegisterForm } from "../bindings/RegisterForm";
import type { ReportForm } from "../bindings/ReportForm";
import type { View } from "../bindings/View";
import { Acts } from "./acts";
import { Amend } from "./amend.svelte";
import * as backend from "./backend";
import { Chosen } from "./chosen.svelte";
import { DeskState } from "./desk.svelte";
import { Guide } from "./guide.svelte";
import { Inbox } from "./inbox.svelte";
import { LinksState } from "./links.svelte";
import { Messages } from "./messages.svelte";
import { Outbox } from "./outbox.svelte";
import type { Sheet } from "./paper";
import { Patients } from "./patients.svelte";
import { asProblem } from "./problem";
import { Register } from "./register.svelte";
import { Removal } from "./removal.svelte";
import { Settings } from "./settings.svelte";
import { TodayState } from "./today.svelte";

export type Screen = "today" | "inbox" | "patients" | "register" | "outbox" | "links" | "settings" | "help" | "dayList" | "paper";
export type Dialog = "leave" | "palette" | "routine" | "keys" | "display" | "clock";
/** What the open pane is asked to do by a key. */
export type Wish = "note" | "match" | "usual" | "save" | "amend" | "hold" | "send-again" | "print";
/** What is being changed about a patient, in place of the list and the record. */
export type Change = { what: "amend"; form: Amend } | { what: "remove" | "outOfArea"; form: Removal };

export class DeskWindow {
  readonly messages = new Messages();
  readonly settings = new Settings((problem) => this.messages.refuse(problem));
  readonly desk = new DeskState(this.messages);
  readonly today = new TodayState();
  readonly inbox = new Inbox();
  readonly patients = new Patients();
  readonly register = new Register(() => this.desk.now);
  readonly links = new LinksState(this.messages);
  readonly chosen = new Chosen(this.messages);
  readonly guide = new Guide();
  readonly outbox = new Outbox(this.messages);
  readonly acts = new Acts(this.inbox, this.messages);

  screen: Screen = $state("today");
  dialog: Dialog | null = $state(null);
  change: Change | null = $state.raw(null);
  paper: Sheet | null = $state.raw(null);
  #paperFrom: Screen = "today";
  /** What is done once the clerk has given up what was typed. */
  #then: (() => void) | null = null;

  #hearers = new Set<{ wish: Wish; act: () => void }>();

  async start(): Promise<() => void> {
    const forget = this.desk.onChanged((kind) => void this.#readAgain(kind));
    const [stop] = await Promise.all([this.desk.start(), this.today.look(), this.settings.read()]);

    return () => {
      forget();
      stop();
    };
  }

  /** Opens the practice once more where it could not be opened. */
  async openAgain() {
    // How it went is told by whatever is asked next.
    await backend.openAgain().catch(() => null);
    await this.#askAll();
  }

  /** Makes a new training practice in the place of one that cannot be opened. */
  async beginTrainingAnew() {
    try {
      this.messages.tell((await backend.newTraining()).told);
      await this.#askAll();
    } catch (thrown) {
      this.desk.problem = asProblem(thrown);
    }
  }

  async #askAll() {
    this.today.problem = null;
    await Promise.all([this.desk.refresh(), this.today.look(), this.settings.read()]);
  }

  /** The desk has answered, well or ill: there is something to show. */
  get isAnswered(): boolean {
    const hasCards = this.today.cards !== null || this.today.problem !== null;

    return this.desk.problem !== null || (this.desk.standing !== null && hasCards);
  }

  /** Shows a screen; what was typed in the settings and not saved is asked about first. */
  go(screen: Screen) {
    this.giveUp(screen !== "settings" && this.#hasUnsaved, () => this.#show(screen));
  }

  #show(screen: Screen) {
    this.dialog = null;
    if (this.change?.form.filed) this.change = null;
    this.screen = screen;
    if (screen === "today") void this.today.look();
    if (screen === "inbox" && !this.inbox.isRead) void this.inbox.open(this.inbox.view);
    if (screen === "outbox") void this.outbox.look();
    if (screen === "links") void this.links.look();
    if (screen === "settings") void this.chosen.look();
    if (screen === "patients" && this.patients.foundFor === null) void this.patients.find("");
  }

  openInbox(view: View, notice: number | null = null) {
    this.giveUp(this.#hasUnsaved, () => {
      this.dialog = null;
      this.screen = "inbox";
      void this.inbox.open(view, notice);
    });
  }

  openPatient(patient: number) {
    this.#leave(() => this.#openRecord(patient));
  }

  #openRecord(patient: number) {
    this.change = null;
    this.#show("patients");
    this.patients.select(patient);
  }

  /** Opens the record, and there the form that takes back what was put right by hand. */
  takeBack(patient: number) {
    this.#leave(() => {
      this.#openRecord(patient);
      this.patients.takesBack = patient;
    });
  }

  /** Opens the form that changes something about a patient, or goes back to the record. */
  changePatient(what: Change["what"] | null, patient = this.patients.selected ?? 0) {
    this.#leave(() => {
      if (what === null) return this.#goBack();
      this.change = what === "amend" ? { what, form: new Amend(patient) } : { what, form: new Removal(patient, what === "outOfArea") };
    });
  }

  /** Opens the form from a message or a filing; of somebody who is not on the list, the record says what can be done. */
  amend({ patient, state }: Person) {
    this.openPatient(patient);
    if (this.dialog === null && (state === "registered" || state === "applied")) this.changePatient("amend", patient);
  }

  /** Asks for a removal in place of a move out of the area: where they went is taken along. */
  removeInstead(amend: Amend) {
    const go = () => (this.change = { what: "remove", form: new Removal(amend.patient, false, null, amend.newAddress) });
    if (amend.isMoreThanAddress) this.#leave(go);
    else go();
  }

  /** Opens the form of something that was not sent yet: that is changed, and no second one filed. */
  changeFiling({ filing, kind, patient }: OutboxRow) {
    if (kind === "G1") return this.startRegistration({ filing });
    this.#leave(() => {
      this.#openRecord(patient);
      this.change = kind === "G2" ? { what: "amend", form: new Amend(patient, filing) } : { what: kind === "G3" ? "outOfArea" : "remove", form: new Removal(patient, kind === "G3", filing) };
    });
  }

  /** The clerk gives up what was typed, or goes on with it. */
  leave(isMeant: boolean) {
    const then = this.#then;
    [this.dialog, this.#then] = [null, null];
    if (isMeant) then?.();
  }

  #leave(then: () => void) {
    this.giveUp((this.change?.form.isTyped ?? false) || this.#hasUnsaved, then);
  }

  get #hasUnsaved(): boolean {
    return this.screen === "settings" && this.chosen.isUnsaved;
  }

  /** What was typed is given up only when the clerk has said so. */
  giveUp(isTyped: boolean, then: () => void) {
    if (!isTyped) return then();
    [this.dialog, this.#then] = ["leave", then];
  }

  /** Back to the record, or to the filing whose form it was. */
  #goBack() {
    const filing = this.change?.form.filing ?? null;
    this.change = null;
    if (filing !== null) return this.openFiling(filing);
    void this.patients.reopen();
  }

  /** Hands what is on screen to the printer's own window. */
  async print() {
    await backend.printPage().catch((thrown: unknown) => this.messages.refuse(asProblem(thrown)));
  }

  /** Prints what is open: cut into pages where it knows how, or else as it stands. */
  printOpen() {
    const knows = [...this.#hearers].some(({ wish }) => wish === "print");
    if (knows) this.ask("print");
    else void this.print();
  }

  /** Shows what is printed page by page, before it goes to the printer. */
  layOut(sheet: Sheet) {
    [this.paper, this.#paperFrom] = [sheet, this.screen];
    this.go("paper");
  }

  leavePaper() {
    this.go(this.#paperFrom);
  }

  /** Begins a registration from what is on screen. */
  startRegistration(from: BeginFrom, known: Partial<RegisterForm> = {}) {
    this.go("register");
    void this.register.begin(from, known);
  }

  /** Opens the page of the guide about this screen, or about what was asked. */
  help(page: string = this.#pageOf(), anchor: string | null = null) {
    this.guide.open(page, anchor);
    this.go("help");
  }

  #pageOf(): string {
    if (this.screen === "help") return "first-hour";
    if (this.screen === "patients" && this.change !== null) return "register";
    if (this.screen === "dayList") return "today";

    return this.screen === "paper" ? this.#paperFrom : this.screen;
  }

  /** Everything that was sent, with what each waits for. */
  showSent() {
    this.go("outbox");
    void this.outbox.show(true);
  }

  /** Opens the links with a report. */
  showReport(form: ReportForm) {
    this.links.wanted = form;
    this.go("links");
  }

  openFiling(filing: number) {
    this.outbox.query = "";
    this.outbox.select(filing);
    this.go("outbox");
  }

  /** Asks what is on screen for something; a wish that nobody hears is forgotten, not kept for the next message. */
  ask(wish: Wish) {
    for (const hearer of this.#hearers) if (hearer.wish === wish) hearer.act();
  }

  hear(wish: Wish, act: () => void): () => void {
    const hearer = { wish, act };
    this.#hearers.add(hearer);

    return () => this.#hearers.delete(hearer);
  }

  async #readAgain(kind: string) {
    if (this.screen === "today") await this.today.look();
    if (this.screen === "outbox") await this.outbox.look();
    if (this.screen === "links") await this.links.look();
    const touchesInbox = kind === "inbox" || kind === "patients" || kind === "desk";
    if (touchesInbox && this.inbox.isRead) await Promise.all([this.inbox.read(), this.inbox.reopen()]);
    if (touchesInbox && this.patients.foundFor !== null) {
      await Promise.all([this.patients.find(this.patients.query), this.patients.reopen()]);
    }
  }
}

export const [getWindow, setWindow] = createContext<DeskWindow>();
