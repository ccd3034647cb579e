// The screens. All but the first are fetched once it stands, so that nobody waits for what they do not look at yet.
import type { Component } from "svelte";

import TodayView from "./TodayView.svelte";
import type { Screen } from "../lib/window.svelte";

type Later = Exclude<Screen, "today">;

const LATER: Record<Later, () => Promise<{ default: Component }>> = {
  inbox: () => import("./InboxView.svelte"),
  patients: () => import("./PatientsView.svelte"),
  register: () => import("./RegisterView.svelte"),
  outbox: () => import("./OutboxView.svelte"),
  links: () => import("./LinksView.svelte"),
  settings: () => import("./SettingsView.svelte"),
  help: () => import("./HelpView.svelte"),
  dayList: () => import("./DayListView.svelte"),
  paper: () => import("./PaperView.svelte"),
};

class Views {
  #known: Partial<Record<Screen, Component>> = $state.raw({ today: TodayView });

  /** The screen, where it is here already. */
  of(screen: Screen): Component | undefined {
    return this.#known[screen];
  }

  async fetch(screen: Screen) {
    if (screen === "today" || this.#known[screen]) return;
    const { default: view } = await LATER[screen]();
    this.#known = { ...this.#known, [screen]: view };
  }

  async fetchAll() {
    for (const screen of Object.keys(LATER) as Later[]) await this.fetch(screen);
  }
}

export const views = new Views();
