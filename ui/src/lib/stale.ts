// The record changed while a form was open: what was typed is kept, what changed is said, and the form may go on.
import type { Person } from "../bindings/Person";
import type { Problem } from "../bindings/Problem";
import { shownDay } from "./dates";

/** The desk's code for something that was changed meanwhile. */
const CODE = "E932";
const WORDS = "The record was changed while you had this open. What you typed is kept, and nothing was sent. Look at what changed, and go on.";

export const isStale = ({ code }: Problem): boolean => code === CODE;

const day = (on: string | null): string => (on === null ? "" : shownDay(on));

/** What a person at the desk would notice, in the order of the banner. */
const FACTS: [string, (person: Person) => string][] = [
  ["Name", ({ name }) => name],
  ["NHS number", ({ nhsNumber }) => nhsNumber ?? ""],
  ["Date of birth", ({ born }) => day(born)],
  ["Address", ({ address }) => address.join(", ")],
  ["Previous surname", ({ previousSurname }) => previousSurname ?? ""],
  ["Registered GP", ({ doctor }) => doctor],
  ["Status", ({ state }) => state],
  ["Left on", ({ leftOn }) => day(leftOn)],
  ["FP69 expiry", ({ fp69ExpiresOn }) => day(fp69ExpiresOn)],
  ["Removal requested on", ({ removalRequestedOn }) => day(removalRequestedOn)],
  ["PCSE holds the removal until", ({ removalPendingUntil }) => day(removalPendingUntil)],
];

export function changesOf(before: Person | null, after: Person | null): string[] {
  if (before === null || after === null) return [];

  return FACTS.filter(([, of]) => of(before) !== of(after)).map(([words, of]) => `${words} is now ${of(after) || "blank"}`);
}

/** The refusal as the form shows it: nothing is wrong with what was typed. */
export const staleProblem = (before: Person | null, after: Person | null): Problem => ({
  code: CODE,
  message: WORDS,
  fields: changesOf(before, after).map((message) => ({ field: "", message })),
});
