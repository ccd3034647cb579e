// What was searched for and not found, as the fields of a registration: it is not typed twice.
import type { RegisterForm } from "../bindings/RegisterForm";
import { readDay } from "./dates";
import { capital } from "./shown";

const DAY = /\b(\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{1,2}[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.-]+\d{4})\b/i;
const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/i;
const NUMBER = /^\s*(?:\d[\s-]*){9,10}$/;

export function carried(query: string): Partial<RegisterForm> {
  if (NUMBER.test(query)) return { nhsNumber: query.replace(/[\s-]/g, "") };
  const found: Partial<RegisterForm> = {};
  const born = DAY.exec(query)?.[0];
  const day = born === undefined ? null : readDay(born);
  if (day !== null) found.born = day;
  const rest = day === null ? query : query.replace(DAY, " ");
  const postcode = POSTCODE.exec(rest)?.[0];
  if (postcode !== undefined) found.postcode = postcode.toUpperCase();
  const [surname, ...forenames] = rest.replace(POSTCODE, " ").split(/[\s,]+/).filter((word) => /^[^\d]+$/.test(word));
  if (surname !== undefined) found.surname = capital(surname);
  if (forenames.length > 0) found.firstForename = forenames.map(capital).join(" ");

  return found;
}
