// Where each detail of a patient stands in the form that changes it, and why it may change.
import type { Part } from "./amend.svelte";

const PARTS: Record<Part, string[]> = {
  address: ["address", "houseName", "road", "locality", "postTown", "county", "postcode"],
  name: ["surname", "firstForename", "secondForename", "otherForenames", "title", "previousSurname"],
  other: ["born", "sex", "institute", "drugsDispensed"],
};

/** The tab of a field; none for what stands below the tabs. */
export const partOf = (field: string): Part | null =>
  (Object.entries(PARTS).find(([, fields]) => fields.includes(field))?.[0] as Part | undefined) ?? null;

/** By the names that the desk's audit uses. */
export const CHANGE_REASONS: { value: string; words: string }[] = [
  { value: "told", words: "The patient, or somebody for them, told us" },
  { value: "corrected", words: "Our own record was wrong" },
  { value: "asked", words: "PCSE asked for it" },
  { value: "confirmed", words: "The address was confirmed" },
  { value: "other", words: "Another reason" },
];
