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

export const nameOf = (form: RegisterForm): string =>
  form.surname === "" && forenames(form) === "" ? "" : typedName(form.surname, forenames(form), form.title);

type Rows = (form: RegisterForm, choices: RegisterChoices | null) => [string, string][];

const ROWS: Record<Exclude<Section, "find" | "check">, Rows> = {
  kind: (form) => [
    ["Kind", KINDS.find(({ value }) => value === form.kind)?.words ?? ""],
    ["Accepted on", day(form.acceptedOn)],
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
    ["Registered GP", choices?.gps.find(({ code }) => code === form.gp)?.name ?? form.gp],
    ["Drugs dispensed", form.drugsDispensed ? "Yes" : "No"],
    ["Institute", form.institute],
    ["Note for PCSE", form.notes],
  ],
};

export function answersOf(form: RegisterForm, choices: RegisterChoices | null): Answers[] {
  return sectionsOf(form).flatMap(({ id, words }) =>
    id === "find" || id === "check" ? [] : [{ section: id, words, rows: ROWS[id](form, choices).map(([label, value]) => ({ words: label, value })) }],
  );
}

/** As the desk will show it, for somebody who is on no list yet. */
const typedName = (surname: string, given: string, title: string): string =>
  `${surname.toUpperCase()}${given === "" ? "" : `, ${given}`}${title === "" ? "" : ` (${title})`}`;
