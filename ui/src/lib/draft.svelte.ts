// Keeps what is typed by itself, a moment after the last key, one save after the other.
import type { Problem } from "../bindings/Problem";
import type { RegisterForm } from "../bindings/RegisterForm";
import * as backend from "./backend";
import { asProblem } from "./problem";
import { newKey } from "./registering";

const PAUSE_MS = 600;

export class Draft {
  key = newKey();
  savedAt: string | null = $state(null);
  problem: Problem | null = $state.raw(null);

  /** The desk's clock tells when it was kept: in training that runs ahead. */
  constructor(private readonly now: () => string) {}

  #last = "";
  #next: RegisterForm | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** A form that was kept before goes on under its key; one that was only begun is not kept until something is typed. */
  open(kept: { key: string; savedAt: string } | null, form: RegisterForm) {
    clearTimeout(this.#timer);
    [this.key, this.savedAt, this.problem, this.#next] = [kept?.key ?? newKey(), kept?.savedAt ?? null, null, null];
    this.#last = JSON.stringify(form);
  }

  keep(form: RegisterForm) {
    if (JSON.stringify(form) === this.#last) return;
    this.#next = form;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves at once what waits to be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const [form, key] = [this.#next, this.key];
    this.#next = null;
    if (form !== null) this.#saving = this.#saving.then(() => this.#save(key, form));

    return this.#saving;
  }

  /** Nothing more is saved: the form is about to be filed. */
  async stop() {
    await this.flush();
    clearTimeout(this.#timer);
  }

  async #save(key: string, form: RegisterForm) {
    try {
      await backend.saveUnfinished(key, form);
      if (key !== this.key) return;
      [this.#last, this.savedAt, this.problem] = [JSON.stringify(form), this.now(), null];
    } catch (thrown) {
      if (key === this.key) this.problem = asProblem(thrown);
    }
  }
}
