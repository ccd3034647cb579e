// Invented people for looking at the window and for its tests; their numbers lie in the 999 range.
import type { PatientRow } from "../bindings/PatientRow";
import type { Person } from "../bindings/Person";

const SURNAMES = [
  "Kennedy", "Stevens", "Okafor", "Asquith", "Howes", "Patel", "Morris", "Li", "Brown", "Garcia Lopez", "Evans", "O'Brien",
  "Hargreaves", "Nwosu", "Featherstonehaugh-Cholmondeley", "West", "Ashworth", "Begum", "Kowalski", "Thackeray",
];
const GIVEN = [
  ["Sarah", "female", "Miss"], ["Charles Anthony", "male", "Mr"], ["Ngozi", "female", "Dr"], ["Roger", "male", "Lord"],
  ["Alison", "female", "Mrs"], ["Rohan", "male", null], ["Jane", "female", "Ms"], ["Wei", "male", "Mr"],
  ["Peter", "male", "Mr"], ["Ana", "female", null], ["Glyn", "male", "Mr"], ["Maeve", "female", "Mrs"],
] as const;
const ROADS = ["Farmside Close", "Long Lane", "Mill Rise", "Station Road", "Orchard Way"];

/** The nth right number of the 999 range: nine digits and the one that checks them. */
export function invented(n: number): string {
  for (let body = 999_000_001 + n; ; body += 100_000) {
    const digits = [...String(body)].map(Number);
    const rest = 11 - (digits.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11);
    if (rest !== 10) return `${body}${rest === 11 ? 0 : rest}`;
  }
}

export function person(n: number): Person {
  const [forenames, sex, title] = GIVEN[n % GIVEN.length]!;
  const surname = SURNAMES[n % SURNAMES.length]!;
  const born = `${1934 + ((n * 7) % 88)}-${String((n % 12) + 1).padStart(2, "0")}-${String((n % 27) + 1).padStart(2, "0")}`;
  const home = {
    houseName: "", road: `${(n % 60) + 1} ${ROADS[Math.floor(n / 3) % ROADS.length]}`, locality: "St Pauls Cray", postTown: "Orpington",
    county: "Kent", postcode: `BR${(n % 8) + 1} ${(n % 9) + 1}ET`,
  };

  return {
    patient: n, version: 1, name: `${surname.toUpperCase()}, ${forenames}${title ? ` (${title})` : ""}`, surname, forenames, title, born,
    age: `${2026 - Number(born.slice(0, 4))}y`, sex, nhsNumber: n % 37 === 3 ? null : invented(n),
    address: [home.road, home.locality, home.postTown, home.county], home, postcode: home.postcode, previousSurname: null, doctor: n % 2 ? "Dr A Shah" : "Dr P Lowry", ha: "TES",
    state: n % 23 === 5 ? "left" : n % 29 === 3 ? "applied" : "registered", standing: n % 23 === 5 ? "Left" : n % 29 === 3 ? "Waiting for approval (3 d)" : "Registered", birthplace: "Orpington", acceptedOn: "2024-03-03", leftOn: n % 23 === 5 ? "2026-10-01" : null, leftReason: n % 23 === 5 ? "reason 2: registered elsewhere" : null, asksForRecords: n % 23 === 5, diedOn: null,
    fp69ExpiresOn: n % 41 === 4 ? "2026-12-12" : null, fp69Reason: n % 41 === 4 ? "FP69 reason 8: another reason, see the note" : null,
    removalRequestedOn: null, removalPendingUntil: null, drugsDispensed: n % 3 === 0, institute: null,
  };
}

export function patientRow(n: number): PatientRow {
  const who = person(n);

  return {
    patient: n, name: who.name, born: who.born, sex: who.sex, nhsNumber: who.nhsNumber, postcode: who.postcode,
    state: who.state, standing: who.standing, doctor: who.doctor,
  };
}
