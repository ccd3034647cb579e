// What a clerk does to a notice: one call each; told at the edge of the window, refused in the pane or there.
import type { DecideForm } from "../bindings/DecideForm";
import type { PutRightForm } from "../bindings/PutRightForm";
import * as backend from "./backend";
import type { Inbox } from "./inbox.svelte";
import type { Messages } from "./messages.svelte";
import { asProblem } from "./problem";

export class Acts {
  constructor(
    private readonly inbox: Inbox,
    private readonly messages: Messages,
  ) {}

  /** Decides; a refusal is thrown to the form that asked, which shows it beside its fields. */
  async decide(form: DecideForm, answered: string[] = []) {
    const { told } = await backend.decide(form, answered).catch((thrown: unknown) => {
      // Somebody else may have been quicker: the pane shows how things stand.
      void this.inbox.reopen();
      throw thrown;
    });
    this.messages.tell(told, form.notice);
    this.inbox.settle([form.notice]);
  }

  async undo(notice: number) {
    await this.#orSay(async () => {
      const { told } = await backend.undo(notice, null);
      this.messages.tell(told);
      this.inbox.select(notice);
      await this.inbox.read();
    });
  }

  /** The key undoes what the message at the edge still offers to undo. */
  async undoLast() {
    const notice = this.messages.toast?.undo;
    if (notice != null) await this.undo(notice);
  }

  async match(notice: number, patient: number) {
    await this.#orSay(async () => {
      this.messages.tell((await backend.matchNotice(notice, patient)).told);
      await Promise.all([this.inbox.read(), this.inbox.reopen()]);
    });
  }

  /** Moves an NHS number between two records of one person; a refusal is thrown to the form that asked. */
  async moveNumber(from: number, to: number, why: string) {
    this.messages.tell((await backend.moveNumber(from, to, why)).told);
    await this.inbox.reopen();
  }

  /** A manager puts the list right by hand; the message at the edge offers to take it back. */
  async putRight(form: PutRightForm) {
    this.messages.toldByHand((await backend.putRight(form)).told, form.patient);
  }

  async takeBack(patient: number, why: string) {
    this.messages.tell((await backend.putRightBack(patient, why)).told);
  }

  async notOurs(notice: number, reason: string) {
    const { told } = await backend.notOurs(notice, reason);
    this.messages.tell(told, notice);
    this.inbox.settle([notice]);
  }

  async clearRoutine(notices: number[]) {
    const { told } = await backend.clearRoutine(notices);
    this.messages.tell([...told, "To undo one, open it under Done today."]);
    this.inbox.settle(notices);
    await this.inbox.read();
  }

  async snooze(notice: number, until: string, why: string) {
    await backend.snooze(notice, until);
    if (why !== "") await backend.addNote({ notice }, why);
    this.messages.tell(["It is put away until then. Today still counts it, on a line of its own."]);
    this.inbox.settle([notice]);
  }

  async unsnooze(notice: number) {
    await this.#orSay(async () => {
      await backend.unsnooze(notice);
      await Promise.all([this.inbox.read(), this.inbox.reopen()]);
    });
  }

  async own(notice: number, mine: boolean) {
    await this.#orSay(async () => {
      await backend.ownNotice(notice, mine);
      await Promise.all([this.inbox.read(), this.inbox.reopen()]);
    });
  }

  async note(notice: number, text: string) {
    await backend.addNote({ notice }, text);
    await this.inbox.reopen();
  }

  async tickClinical(decision: number) {
    await this.#orSay(async () => {
      await backend.tickClinical(decision);
      const { view, selected } = this.inbox;
      if (view === "to-enter" && selected !== null) this.inbox.settle([selected]);
      else await this.inbox.reopen();
    });
  }

  async #orSay(act: () => Promise<void>) {
    try {
      await act();
    } catch (thrown) {
      this.messages.refuse(asProblem(thrown));
    }
  }
}
