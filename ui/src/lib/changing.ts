// Where each detail of a patient stands in the form that changes it.
import type { Part } from "./amend.svelte";

const NAME = new Set(["surname", "firstForename", "secondForename", "otherForenames", "title", "previousSurname"]);
const OTHER = new Set(["born", "sex", "institute", "drugsDispensed"]);

export const partOf = (field: string): Part => (NAME.has(field) ? "name" : OTHER.has(field) ? "other" : "address");
