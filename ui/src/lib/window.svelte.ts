// One window: where it stands, and the parts that its screens share.
import { createContext } from "svelte";

import type { View } from "../bindings/View";
import { Acts } from "./acts";
import { DeskState } from "./desk.svelte";
import { Inbox } from "./inbox.svelte";
import { Messages } from "./messages.svelte";
import { Patients } from "./patients.svelte";
import { Settings } from "./settings.svelte";

export type Screen = "today" | "inbox" | "patients" | "dayList";
export type Dialog = "palette" | "routine" | "keys" | "display" | "clock";
/** What the open pane is asked to do by a key. */
export type Wish = "note" | "match" | "usual";

export class DeskWindow {
  readonly settings = new Settings();
  readonly messages = new Messages();
  readonly desk = new DeskState(this.messages);
  readonly inbox = new Inbox();
  readonly patients = new Patients();
  readonly acts = new Acts(this.inbox, this.messages);

  screen: Screen = $state("today");
  dialog: Dialog | null = $state(null);

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
    this.go("patients");
    this.patients.select(patient);
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
