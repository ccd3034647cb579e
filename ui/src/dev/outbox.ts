// Invented filings, one in each state that a desk usually sees.
import type { DeedForm } from "../bindings/DeedForm";
import type { DeedShown } from "../bindings/DeedShown";
import type { Note } from "../bindings/Note";
import type { NoteOn } from "../bindings/NoteOn";
import type { OutboxDetail } from "../bindings/OutboxDetail";
import type { OutboxRow } from "../bindings/OutboxRow";
import type { Step } from "../bindings/Step";
import type { Stoppages } from "../bindings/Stoppages";
import { NOW } from "./notices";
import { person } from "./people";

const deed = (word: string, label: string, needs: Partial<DeedShown> = {}): DeedShown => ({ word, label, explained: `${label}, in a sentence.`, needsWhy: false, needsAsked: false, ...needs });
const DEEDS: Record<string, DeedShown> = {
  hold: deed("hold", "Hold", { needsWhy: true }), "let-go": deed("let-go", "Let it go"), "send-now": deed("send-now", "Send now"),
  "take-back": deed("take-back", "Take back"), confirm: deed("confirm", "Confirm"), drop: deed("drop", "Drop", { needsWhy: true }),
  "send-again": deed("send-again", "Send again", { needsAsked: true }), "enter-again": deed("enter-again", "Enter again", { needsAsked: true }), close: deed("close", "Close", { needsWhy: true }),
  retry: deed("retry", "Try again", { needsWhy: true }), abandon: deed("abandon", "Abandon", { needsWhy: true }),
};

type State = { step: Step; words: string; next: string; deeds: string[]; sent: boolean };
export const STATES: State[] = [
  { step: "ready", words: "Ready to send", next: "Goes at the next exchange from 21-Nov-2026 15:00 on", deeds: ["hold", "take-back", "send-now", "drop"], sent: false },
  { step: "onHold", words: "On hold", next: "Held: the address is being asked for. Let it go, or take it back", deeds: ["let-go", "take-back", "drop"], sent: false },
  { step: "draft", words: "Draft", next: "Change it, confirm it, or drop it", deeds: ["confirm", "drop"], sent: false },
  { step: "acceptedByMesh", words: "Accepted by MESH", next: "Waits for the receipt", deeds: ["send-again", "enter-again", "close"], sent: true },
  { step: "receiptOverdue", words: "Receipt overdue", next: "Ask PCSE; do not send it again unasked", deeds: ["send-again", "enter-again", "close"], sent: true },
  { step: "refusedByMesh", words: "Refused by MESH", next: "Mend what MESH objects to, then try it again, or abandon it", deeds: ["retry", "abandon"], sent: true },
  { step: "rejected", words: "Rejected by PCSE", next: "Correct it and file it again with code R, or close it", deeds: ["close"], sent: true },
  { step: "finished", words: "Receipted, no reply expected", next: "Nothing more to do", deeds: [], sent: true },
];
const KINDS = ["G1", "G2", "G5", "G1", "G2", "G1", "G1", "G3"] as const;

/** The outbox of the fake back end. */
export class FakeOutbox {
  states: State[] = STATES.map((state) => ({ ...state }));
  stoppages: Stoppages = { pausedWhy: null, restored: null, stoppages: [], receipts: 0 };
  mayManage = true;
  notes = new Map<number, Note[]>();

  rows(all: boolean): OutboxRow[] {
    const rows = this.states.map((state, n) => this.#row(state, n)).reverse();

    return all ? rows : rows.filter(({ isOpen }) => isOpen);
  }

  #row(state: State, n: number): OutboxRow {
    const at = new Date(Date.parse(NOW) - (8 - n) * 26 * 3_600_000).toISOString();

    return { filing: n + 1, kind: KINDS[n % KINDS.length]!, patient: n, name: person(n).name, createdAt: at, createdBy: "Asha Patel", step: state.step, words: state.words, next: state.next, goesAt: null, isOpen: state.step !== "finished" };
  }

  detail(filing: number): OutboxDetail {
    const state = this.states[filing - 1]!;
    const row = this.#row(state, filing - 1);
    const sent = { letter: filing + 100, interchange: 42, message: 57, transaction: 311, writtenAt: NOW, meshId: "20261121143800000001", acceptedAt: NOW, receiptAt: null, receipts: [], trouble: null, attempts: [{ at: NOW, words: "accepted" }], reports: [] };

    return {
      row, person: person(filing - 1), outline: ["Registration, transfer in", "Address: 4 Mill Rise, Orpington"], heldWhy: null, closedWhy: null, replaces: null, answeredBy: state.step === "rejected" ? 4 : null,
      letter: state.sent ? sent : null,
      deeds: state.deeds.map((word) => DEEDS[word]!).filter(({ word }) => this.mayManage || !["send-again", "enter-again", "close", "retry", "abandon"].includes(word)),
      timeline: [{ at: row.createdAt, by: "Asha Patel", about: "filing", what: `Registration filed (filing ${filing})` }],
      notes: this.notes.get(filing) ?? [],
      isChangeable: state.step === "draft" || state.step === "onHold",
      message: state.sent ? [{ raw: "UNB+UNOA:2+TES5+XX11+261121:1438+00000042'", words: "Beginning of the letter" }, { raw: "RFF+TN:311'", words: "Transaction number" }] : [],
    };
  }

  note(on: NoteOn, text: string) {
    if ("filing" in on) this.notes.set(on.filing, [...(this.notes.get(on.filing) ?? []), { at: NOW, by: "Asha Patel", text }]);
    return null;
  }

  perform({ on, deed }: DeedForm) {
    const id = "filing" in on ? on.filing : "letter" in on ? on.letter - 100 : 0;
    const to: Record<string, number> = { hold: 1, "take-back": 2, "let-go": 0, confirm: 0 };
    const goal = STATES[to[deed] ?? -1];
    if (goal && this.states[id - 1]) this.states[id - 1] = { ...goal };
    if (deed === "drop") this.states[id - 1] = { ...STATES[7]!, step: "finished" };

    return { told: [`Done: ${deed}.`] };
  }
}
