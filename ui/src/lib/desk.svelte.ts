// Who is at the desk and how things stand: counts, the link, the desk's clock.
import type { Changed } from "../bindings/Changed";
import type { Desk } from "../bindings/Desk";
import type { Problem } from "../bindings/Problem";
import type { Push } from "../bindings/Push";
import type { Standing } from "../bindings/Standing";
import * as backend from "./backend";
import type { Messages } from "./messages.svelte";
import { Newest } from "./newest";
import { asProblem } from "./problem";
import { counted } from "./shown";

const MINUTE_MS = 60_000;
const LOADED_AGAIN = [
  "This window had stopped, and was opened again.",
  "What you filed and decided is kept, and so is a registration that you began. Other forms that were not sent yet are empty: look at what you did last.",
];

export class DeskState {
  desk: Desk | null = $state.raw(null);
  standing: Standing | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** The desk's clock, to the minute; in training it can run ahead. */
  now = $state(new Date().toISOString());

  #ahead = 0;
  readonly #newest = new Newest();
  #listeners = new Set<(kind: Changed["kind"]) => void>();

  constructor(private readonly messages: Messages) {}

  /** Asks how things stand, and again whenever something changed. Returns how to stop. */
  async start(): Promise<() => void> {
    let hears = false;
    const listening = backend.onChanged(({ kind }) => void this.changed(kind));
    void listening.then(() => (hears = true));
    const clock = setInterval(() => this.#tick(), MINUTE_MS);
    await this.refresh();
    // What changed before the window could hear of it is asked for once more.
    const isSure = hears;
    const stop = await listening;
    if (!isSure) await this.changed("desk");

    return () => {
      stop();
      clearInterval(clock);
    };
  }

  onChanged(listener: (kind: Changed["kind"]) => void): () => void {
    this.#listeners.add(listener);

    return () => this.#listeners.delete(listener);
  }

  async changed(kind: Changed["kind"]) {
    for (const listener of this.#listeners) listener(kind);
    await this.refresh();
  }

  async refresh() {
    await this.#newest.ask(() => this.#both(), (both) => this.#take(...both), (problem) => (this.problem = problem));
  }

  async #both(): Promise<[Desk, Standing]> {
    const both = await Promise.all([backend.desk(), backend.standing()]);
    // Told once, and so told also by an answer that comes too late.
    if (both[0].loadedAgain) this.messages.tell(LOADED_AGAIN);

    return both;
  }

  #take(desk: Desk, standing: Standing) {
    this.#announce(standing);
    [this.desk, this.standing, this.problem] = [desk, standing, null];
    this.#ahead = Date.parse(desk.now) - Date.now();
    this.#tick();
  }

  async check() {
    await this.#ask(async () => {
      await backend.checkNow();
      this.messages.polite = "Checking for messages";
    });
  }

  async push(push: Push) {
    await this.#ask(async () => this.messages.tell((await backend.pushClock(push)).told));
  }

  get mayDecide(): boolean {
    return this.desk !== null && this.desk.role !== "viewer";
  }

  async #ask(act: () => Promise<void>) {
    try {
      await act();
    } catch (thrown) {
      this.messages.refuse(asProblem(thrown));
    }
  }

  #tick() {
    this.now = new Date(Date.now() + this.#ahead).toISOString();
  }

  #announce(next: Standing) {
    const before = this.standing;
    if (before === null) return;
    const more = next.toDecide - before.toDecide;
    if (more > 0) this.messages.polite = `${counted(more, "new message")} to decide`;
    const lost = next.link.state === "notConnected" && before.link.state !== "notConnected";
    this.messages.urgent = lost ? "The connection to MESH is lost. You can keep working." : "";
  }
}
