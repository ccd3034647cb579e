// What the list has of a patient, detail by detail, for the screen and for paper alike.
import type { Person } from "../bindings/Person";
import { shownDay } from "./dates";
import { capital, shownNumber } from "./shown";

/** `day` is the day that the line tells, for those who hear it. */
export type Detail = { words: string; lines: string[]; day?: string };

const day = (words: string, day: string | null, missing = "Not recorded"): Detail =>
  day === null ? { words, lines: [missing] } : { words, lines: [shownDay(day)], day };

export function summaryOf(person: Person): Detail[] {
  const one = (words: string, line: string | null, missing = "Not recorded"): Detail => ({ words, lines: [line || missing] });
  const address = [...person.address, person.postcode ?? ""].filter((line) => line !== "");
  const left = person.leftOn === null ? [] : [one("Left on", [shownDay(person.leftOn), person.leftReason].filter(Boolean).join(", "))];
  const records = person.asksForRecords ? [one("Records", "PCSE asks for them: send them by GP2GP, or on paper")] : [];
  const died = person.diedOn === null ? [] : [day("Died on", person.diedOn)];

  return [
    one("Surname", person.surname), one("Forenames", person.forenames), one("Previous surname", person.previousSurname),
    day("Born", person.born, "Not known"), one("Place of birth", person.birthplace), one("Sex", capital(person.sex)),
    one("NHS No.", shownNumber(person.nhsNumber)), { words: "Address", lines: address.length > 0 ? address : ["Not recorded"] },
    one("Registered GP", person.doctor), one("HA cipher", person.ha), one("Status", person.standing), day("Accepted on", person.acceptedOn),
    ...left, ...died, ...records,
    one("Drugs dispensed", person.drugsDispensed === null ? null : person.drugsDispensed ? "Yes" : "No"), one("Institute", person.institute, "None"),
  ];
}
