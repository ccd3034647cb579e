// The registration form: its sections, and which field stands in which.
import type { FormProblem } from "../bindings/FormProblem";
import type { Problem } from "../bindings/Problem";
import type { RegisterForm } from "../bindings/RegisterForm";

export type Section = "find" | "kind" | "who" | "address" | "previous" | "gp" | "check";
/** The fields that are typed, by the names that a refusal uses. */
export type TextField = { [Key in keyof RegisterForm]: RegisterForm[Key] extends string ? Key : never }[keyof RegisterForm];

export const SECTIONS: { id: Section; words: string }[] = [
  { id: "find", words: "Find first" },
  { id: "kind", words: "Kind of registration" },
  { id: "who", words: "Who" },
  { id: "address", words: "Address" },
  { id: "previous", words: "Previous registration" },
  { id: "gp", words: "GP" },
  { id: "check", words: "Check answers" },
];

export const KINDS: { value: string; words: string; hint: string }[] = [
  { value: "1", words: "Birth", hint: "A baby whose birth was notified, and who has an NHS number on the notification" },
  { value: "2", words: "First registration", hint: "Never registered with a GP in the UK before" },
  { value: "3", words: "Transfer in", hint: "Comes from another GP: also from Scotland, Wales or Northern Ireland, and after the armed forces" },
  { value: "4", words: "From abroad", hint: "Comes from abroad, or comes back after living abroad" },
];

export const SEXES: { value: string; words: string }[] = [
  { value: "1", words: "Male" },
  { value: "2", words: "Female" },
  { value: "0", words: "Not known" },
  { value: "9", words: "Not specified" },
];

export const TITLES = ["Mr", "Mrs", "Miss", "Ms", "Mx", "Master", "Dr", "Rev"];

const IN_SECTION: Record<Exclude<Section, "check">, string[]> = {
  find: ["tracedOn"],
  kind: ["kind", "leftOn", "acceptedOn", "code"],
  who: ["nhsNumber", "surname", "firstForename", "secondForename", "otherForenames", "title", "previousSurname", "sex", "born", "birthplace"],
  address: ["address", "houseName", "road", "locality", "postTown", "county", "postcode"],
  previous: ["previousAddress", "previousAddress1", "previousAddress2", "previousAddress3", "previousAddress4", "previousAddress5", "previousGp", "previousHa", "enteredUk", "leftUk"],
  gp: ["gp", "ha", "institute", "drugsDispensed", "notes"],
};

/** Where a field stands; what belongs to no section is told on the last page. */
export function sectionOf(field: string): Section {
  const found = Object.entries(IN_SECTION).find(([, fields]) => fields.includes(field));

  return (found?.[0] as Section | undefined) ?? "check";
}

/** A birth or a first registration has nothing before it. */
export const sectionsOf = (form: RegisterForm) =>
  SECTIONS.filter(({ id }) => id !== "previous" || form.kind === "3" || form.kind === "4");

/** The first line stands for the whole previous address. */
export const fieldOf = (field: string): string =>
  field === "previousAddress" ? "previousAddress1" : field === "address" ? "houseName" : field;

const WORDS = "What was typed cannot be sent. Nothing was sent; mend the fields that are named.";

/** The desk's refusal of what was filed before, and the clerk's answer that it is meant. */
export const FILED_BEFORE = "E939";
export const ONCE_MORE = `filing ${FILED_BEFORE}`;

/** Problems as the error summary and the fields know them. */
export const asRefusal = (problems: FormProblem[]): Problem | null =>
  problems.length === 0
    ? null
    : { code: "E870", message: WORDS, fields: problems.map(({ field, message }) => ({ field: fieldOf(field), message })) };

export const valueOf = (form: RegisterForm, field: string): string =>
  String(form[fieldOf(field) as keyof RegisterForm] ?? "");

/** A key that nobody else makes: a second click, or a lost answer, files nothing again. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));

  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
