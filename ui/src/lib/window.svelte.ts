// One window: where it stands, and the parts that its screens share.
import { createContext } from "svelte";

import type { BeginFrom } from "../bindings/BeginFrom";
import type { View } from "../bindings/View";
import { Acts } from "./acts";
import { DeskState } from "./desk.svelte";
import { Inbox } from "./inbox.svelte";
import { Messages } from "./messages.svelte";
import { Patients } from "./patients.svelte";
import { Register } from "./register.svelte";
import { Settings } from "./settings.svelte";

export type Screen = "today" | "inbox" | "patients" | "register";
export type Dialog = "palette" | "routine" | "keys" | "display" | "clock";
/** What the open pane is asked to do by a key. */
export type Wish = "note" | "match" | "usual" | "save" | "amend";
/** What is being changed about a patient, in place of the list and the record. */
export type Change = { what: "amend" | "remove" | "outOfArea"; patient: number };

export class DeskWindow {
  readonly settings = new Settings();
  readonly messages = new Messages();
  readonly desk = new DeskState(this.messages);
  readonly inbox = new Inbox();
  readonly patients = new Patients();
  readonly register = new Register(() => this.desk.now);
  readonly acts = new Acts(this.inbox, this.messages);

  screen: Screen = $state("today");
  dialog: Dialog | null = $state(null);
  change: Change | null = $state.raw(null);

  #hearers = new Set<{ wish: Wish; act: () => void }>();

  async start(): Promise<() => void> {
    const forget = this.desk.onChanged((kind) => void this.#readAgain(kind));
    const stop = await this.desk.start();

    return () => {
      forget();
      stop();
    };
  }

  go(screen: Screen) {
    this.dialog = null;
    this.screen = screen;
    if (screen === "inbox" && !this.inbox.isRead) void this.inbox.open(this.inbox.view);
    if (screen === "patients" && this.patients.foundFor === null) void this.patients.find("");
  }

  openInbox(view: View, notice: number | null = null) {
    this.dialog = null;
    this.screen = "inbox";
    void this.inbox.open(view, notice);
  }

  openPatient(patient: number) {
    this.change = null;
    this.go("patients");
    this.patients.select(patient);
  }

  /** Opens the form that changes something about a patient, or goes back to the record. */
  changePatient(what: Change["what"] | null, patient = this.patients.selected ?? 0) {
    this.change = what === null ? null : { what, patient };
    if (what === null) void this.patients.reopen();
  }

  /** Begins a registration from what is on screen. */
  startRegistration(from: BeginFrom) {
    this.go("register");
    void this.register.begin(from);
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
    const touchesInbox = kind === "inbox" || kind === "patients" || kind === "desk";
    if (touchesInbox && this.inbox.isRead) await Promise.all([this.inbox.read(), this.inbox.reopen()]);
    if (touchesInbox && this.patients.foundFor !== null) {
      await Promise.all([this.patients.find(this.patients.query), this.patients.reopen()]);
    }
  }
}

export const [getWindow, setWindow] = createContext<DeskWindow>();
