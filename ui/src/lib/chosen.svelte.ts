// What the practice has chosen, as the screen of settings shows and changes it.
import { untrack } from "svelte";
import { SvelteSet } from "svelte/reactivity";

import type { DoctorForm } from "../bindings/DoctorForm";
import type { MeshForm } from "../bindings/MeshForm";
import type { Problem } from "../bindings/Problem";
import type { SettingsShown } from "../bindings/SettingsShown";
import type { Told } from "../bindings/Told";
import * as backend from "./backend";
import type { Messages } from "./messages.svelte";
import { Newest } from "./newest";

export class Chosen {
  page: SettingsShown | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  /** Fields that hold something which was not saved. */
  readonly #unsaved = new SvelteSet<string>();
  readonly #newest = new Newest();

  constructor(private readonly messages: Messages) {}

  get isUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** Tells whether a field holds something that was not saved; gives back how to forget it with its form. */
  mark(field: string, isUnsaved: boolean): () => void {
    untrack(() => (isUnsaved ? this.#unsaved.add(field) : this.#unsaved.delete(field)));

    return () => this.#unsaved.delete(field);
  }

  look(): Promise<void> {
    return this.#newest.ask(backend.settings, (page) => ([this.page, this.problem] = [page, null]), (problem) => (this.problem = problem));
  }

  change = (setting: string, value: string) => this.#do(() => backend.changeSetting(setting, value));
  changeMailbox = (link: number, mailbox: string) => this.#do(() => backend.changeLinkMailbox(link, mailbox));
  pauseLink = (link: number, why: string) => this.#do(() => backend.pauseLink(link, why));
  saveDoctor = (form: DoctorForm) => this.#do(() => backend.saveDoctor(form));
  setMesh = (form: MeshForm) => this.#do(() => backend.setMesh(form));
  testMesh = () => this.#do(backend.testMesh);
  reopen = (link: number, why: string) =>
    this.#do(() => backend.perform({ on: { link }, deed: "reopen", why, askedBy: "", askedOn: null, reference: "" }));

  /** A refusal is thrown to the form that asked, which shows it beside its field. */
  async #do(act: () => Promise<Told>) {
    this.messages.tell((await act()).told);
    await this.look();
  }
}
