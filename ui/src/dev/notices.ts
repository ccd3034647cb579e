// Invented notices, one kind after another, as a Monday brings them.
import type { ChoiceShown } from "../bindings/ChoiceShown";
import type { InboxRow } from "../bindings/InboxRow";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import { shownNumber } from "../lib/shown";
import { about } from "../lib/kinds";
import { person } from "./people";

export const NOW = "2026-11-21T14:38:00Z";
const KINDS = ["F1", "F2", "F2", "F3", "F9", "F4", "F2", "F11", "F1", "F10", "F4", "F2", "F8", "RECEP", "F6"];
const UNMATCHED = 6;

export function row(n: number): InboxRow {
  const kind = KINDS[n % KINDS.length]!;
  const isMatched = n % KINDS.length !== UNMATCHED && kind !== "F8" && kind !== "RECEP" && kind !== "F6";
  const who = person(n);
  const at = new Date(Date.parse(NOW) - (n % KINDS.length) * 5.5 * 3_600_000 - n * 1_000);

  return {
    notice: n + 1, kind, words: about(kind).kind === "other" ? "Medical records sent" : about(kind).short, arrivedAt: at.toISOString(),
    patient: isMatched ? who.patient : null, name: isMatched ? who.name : null,
    nhsNumber: isMatched || n % KINDS.length === UNMATCHED ? who.nhsNumber : null,
    state: kind === "F6" ? "set aside" : "to decide", late: n === 8, routine: n === 1 || n === 2 || n === 5 || kind === "F10",
    snoozedUntil: null, isDueAgain: false, owner: null, ris: 42, rms: 57, tn: kind === "F8" ? null : 300 + n,
  };
}

const NEEDS = { reason: false, day: false, text: false, draft: false, note: false, confirmNumber: false };
const choice = (word: string, label: string, explained: string, needs: Partial<ChoiceShown["needs"]> = {}, usual = false): ChoiceShown => ({
  word, label, explained, needs: { ...NEEDS, ...needs }, usual,
});

const CHOICES: Record<string, ChoiceShown[]> = {
  F1: [
    choice("accept", "Accept all 6 changes", "Takes over what PCSE says. The earlier values are kept in the history.", {}, true),
    choice("out-of-area", "Out of our area", "Takes the address over and asks PCSE to remove the patient.", { text: true }),
    choice("counter-amend", "Ask PCSE to correct", "Takes the message over and sends PCSE a correction.", { draft: true }),
  ],
  F2: [
    choice("record", "Record deduction", "The patient leaves your list.", {}, true),
    choice("dispute", "They have not left", "Records the deduction and registers the patient again.", { draft: true, note: true }),
  ],
  F3: [
    choice("fix", "Fix and send again", "Sends a corrected registration with a new number.", { draft: true }, true),
    choice("close", "Close with a reason", "The registration is given up.", { reason: true }),
  ],
  F4: [choice("record", "Record approval", "The patient is registered.", {}, true)],
  F8: [choice("acknowledge", "Acknowledge", "The quarter is closed.", {}, true)],
  F9: [
    choice("confirm", "Still here: confirm", "Sets the flag and confirms the address to PCSE.", {}, true),
    choice("new-address", "New address", "Sets the flag and sends PCSE the new address.", { draft: true }),
    choice("left", "Request removal", "Sets the flag and asks PCSE to remove the patient.", { draft: true }),
  ],
  F10: [choice("record", "Take the flag off", "The FP69 flag comes off the record.", {}, true)],
  F11: [choice("understood", "Understood", "Keeps the reply with the patient.", {}, true), choice("ask-again", "Send a new request", "Asks PCSE for the removal again.", { draft: true })],
  RECEP: [choice("understood", "Understood", "Keeps the receipt with our message.", {}, true)],
  F6: [choice("dealt-with", "Mark as dealt with", "Somebody has seen to it.", { reason: true }, true)],
};

const DIFF = [
  ["Surname", "KENNEDY", "HARGREAVES", false], ["Previous surname", null, "KENNEDY", false], ["Title", "Miss", "Mrs", false],
  ["House name", null, "Holly Cottage", false], ["Number and road", "26 Farmside Close", "12 Long Lane", false],
  ["Drugs dispensed", "yes", null, true],
] as const;

const OUTLINES: Record<string, (number: string) => string[]> = {
  F1: (number) => [`Amendment, ${number}`],
  F2: (number) => [`Deduction, ${number}, reason 2: registered elsewhere (Kent), on 18-Nov-2026`],
  F3: () => ["Rejection of a registration", "Reason: 3 CONFIRM ADDRESS"],
  F4: (number) => ["Approval of a registration", `NHS number: ${number}`],
  F8: () => ["Close of quarter, ending 31-Dec-2026"],
  F9: (number) => [`FP69 notice, ${number}, expires 12-Dec-2026`, "FP69 reason 8: another reason, see the note", "Address: 26 Farmside Close, Orpington", "Note: LETTER RETURNED"],
  F10: (number) => [`FP69 flag removed, ${number}`],
  F11: (number) => [`Reply to a request to remove, ${number}`, "Text: PATIENT WILL BE REMOVED IN 30 DAYS"],
  RECEP: () => ["Letter 39: some of it is invalid", "Message 55: could not be translated"],
  F6: () => ["Medical records sent: F6"],
};

export function detail(n: number): NoticeDetail {
  const shown = row(n);
  const who = shown.patient === null ? null : { ...person(n), fp69ExpiresOn: null };
  const same = (words: string, holds: boolean | null = true) => ({ words, holds });

  return {
    row: shown, person: who, outline: OUTLINES[shown.kind]?.(shownNumber(shown.nhsNumber)) ?? [],
    tests: shown.kind === "F8" || shown.kind === "RECEP" ? [] : [same("NHS number the same", who !== null), same("Date of birth the same", who === null ? null : true), same("Surname the same", n % 4 !== 3)],
    routineTests: [same("we know the patient", who !== null), same("nothing earlier about the patient is undecided"), same("its reason is known and takes the patient off the list", shown.routine)],
    rows: shown.kind === "F1" ? DIFF.map(([field, now, says, erased]) => ({ field, now, says, erased })) : [],
    missingBefore: null, cameAgain: false, quarter: shown.kind === "F8" ? { from: "2026-10-01", to: "2026-12-31", byHand: 3, openBefore: 36 } : null, daysTaken: shown.kind === "F4" ? 2 : null, filing: shown.kind === "F3" ? 7 : null,
    numberHeldBy: n === 8 ? { patient: 12, name: "HARGREAVES, Sarah (Miss)", state: "left", mayBeMoved: true, tests: [same("Date of birth the same"), same("Surname the same", false)] } : null,
    asked: shown.kind === "F11" ? { corrects: null, patient: n, seen: 1, reason: "abroad", on: "2026-10-02", dateIsApproximate: false, newAddress: "", addressUnknown: false, notes: "", why: "" } : null,
    decisions: [], notes: n === 0 ? [{ at: NOW, by: "Asha Patel", text: "Asked at the desk: married in October." }] : [],
    choices: who !== null || ["F8", "RECEP", "F6"].includes(shown.kind) ? CHOICES[shown.kind]! : [], earlier: n === 11 ? 2 : null, patientVersion: who?.version ?? null,
    mayUndo: false, inClinicalSystem: null,
    timeline: [{ at: shown.arrivedAt, by: "", about: "notice", what: "Received; receipt sent" }, { at: "2024-03-03T09:12:00Z", by: "", about: "filing", what: "Registration approved (2 working days)" }, { at: "2024-03-01T14:05:00Z", by: "Asha Patel", about: "record", what: "Registered, transfer in" }],
    message: [{ raw: "S01+1'", words: "One transaction begins" }, { raw: `RFF+TN:${shown.tn ?? ""}'`, words: "Transaction number" }, { raw: "NAD+PAT+RAT56:OPI'", words: "The patient, by NHS number" }, { raw: "ZZZ+1'", words: null }],
  };
}
