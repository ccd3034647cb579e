// The answers of a registration in words, section by section, for the last look before it is filed.
import type { RegisterChoices } from "../bindings/RegisterChoices";
import type { RegisterForm } from "../bindings/RegisterForm";
import { readDay, shownDay } from "./dates";
import { KINDS, SEXES, sectionsOf, type Section } from "./registering";
import { spacedNumber } from "./shown";

export type Answers = { section: Section; words: string; rows: { words: string; value: string }[] };

const day = (text: string): string => (readDay(text) ? shownDay(text) : text);
const together = (...parts: string[]): string => parts.filter((part) => part.trim() !== "").join(", ");
const forenames = (form: RegisterForm): string => [form.firstForename, form.secondForename, form.otherForenames].filter(Boolean).join(" ");

/** As the record will show it: `KENNEDY, Sarah (Miss)`; nothing before anything was typed. */
export const nameOf = (form: RegisterForm): string => {
  const name = together(form.surname.toUpperCase(), forenames(form));

  return name !== "" && form.title !== "" ? `${name} (${form.title})` : name;
};

/** What the form asks about only in some practices. */
const rowIf = (isAsked: boolean | undefined, words: string, value: string): [string, string][] => (isAsked ? [[words, value]] : []);

type Rows = (form: RegisterForm, choices: RegisterChoices | null) => [string, string][];

const ROWS: Record<Exclude<Section, "find" | "check">, Rows> = {
  kind: (form) => [
    ["Kind", KINDS.find(({ value }) => value === form.kind)?.words ?? ""],
    ...rowIf(form.origin.from === "deduction" && form.origin.asksDay, "Left on", day(form.leftOn)),
    ["Accepted on", day(form.acceptedOn)],
    ...rowIf(form.code !== "A" && form.code !== "", "Acceptance code", form.code),
  ],
  who: (form) => [
    ["NHS number", spacedNumber(form.nhsNumber)],
    ["Name", nameOf(form)],
    ["Previous surname", form.previousSurname],
    ["Sex", SEXES.find(({ value }) => value === form.sex)?.words ?? ""],
    ["Born", day(form.born)],
    ["Place of birth", form.birthplace],
  ],
  address: (form) => [["Address", together(form.houseName, form.road, form.locality, form.postTown, form.county, form.postcode.toUpperCase())]],
  previous: (form, choices) => [
    ...(form.kind === "4" ? ([["Entered the UK", day(form.enteredUk)], ["Left the UK", day(form.leftUk)]] as [string, string][]) : []),
    ["Previous address", together(form.previousAddress1, form.previousAddress2, form.previousAddress3, form.previousAddress4, form.previousAddress5)],
    ["Previous GP", form.previousGp],
    ["Previous area", choices?.areas.find(({ ha }) => ha === form.previousHa)?.name ?? form.previousHa],
  ],
  gp: (form, choices) => [
    ...rowIf((choices?.authorities.length ?? 0) > 1, "Health authority", choices?.authorities.find(({ ha }) => ha === form.ha)?.name ?? form.ha),
    ["Registered GP", choices?.gps.find(({ code }) => code === form.gp)?.name ?? form.gp],
    ...rowIf(choices?.dispenses || form.drugsDispensed, "Drugs dispensed", form.drugsDispensed ? "Yes" : "No"),
    ...rowIf(choices?.homes || form.institute !== "", "Institute", form.institute),
    ["Note for PCSE", form.notes],
  ],
};

export function answersOf(form: RegisterForm, choices: RegisterChoices | null): Answers[] {
  return sectionsOf(form).flatMap(({ id, words }) =>
    id === "find" || id === "check" ? [] : [{ section: id, words, rows: ROWS[id](form, choices).map(([label, value]) => ({ words: label, value })) }],
  );
}
