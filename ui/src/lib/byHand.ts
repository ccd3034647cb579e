// What a manager can put right by hand, by how the patient stands.
import type { Person } from "../bindings/Person";
import type { PutRightForm } from "../bindings/PutRightForm";

type What = PutRightForm["what"];
type Choice = { value: What; words: string; hint: string };

const LEFT: Choice = { value: "left", words: "They have left the list", hint: "What waits to be sent about them is put on hold." };
const APPROVED: Choice = { value: "approved", words: "They are on the list", hint: "No approval was read. What you kept until then is sent." };
const NUMBER: Choice = { value: "number", words: "The NHS number is another", hint: "What PCSE sends next is matched by it." };
const NO_FLAG: Choice = { value: "noFlag", words: "There is no FP69 flag", hint: "PCSE's own flag stays, and runs out on its day." };
const NO_REMOVAL: Choice = { value: "noRemoval", words: "No removal is asked for", hint: "Only the mark on your record goes. A request that was sent stays sent." };

export function choicesFor(person: Person): Choice[] {
  const isFlagged = person.fp69ExpiresOn !== null || person.fp69Reason !== null;
  const isMarked = person.removalRequestedOn !== null || person.removalPendingUntil !== null;
  const holds: [Choice, boolean][] = [
    [LEFT, person.state === "registered"],
    [APPROVED, person.state === "applied"],
    [NUMBER, true],
    [NO_FLAG, isFlagged],
    [NO_REMOVAL, isMarked],
  ];

  return holds.filter(([, applies]) => applies).map(([choice]) => choice);
}

export const blank = (patient: number): PutRightForm => ({ patient, what: "notChosen", on: null, nhsNumber: "", reason: "" });
