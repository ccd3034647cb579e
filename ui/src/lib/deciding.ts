// The form of a decision: what it starts from and what goes to the desk.
import type { ChoiceShown } from "../bindings/ChoiceShown";
import type { DecideForm } from "../bindings/DecideForm";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { Person } from "../bindings/Person";

export type Address = NonNullable<DecideForm["address"]>;

/** The wire's five lines and the postcode, with the words of the form. */
export const ADDRESS_LINES: { key: keyof Address; label: string }[] = [
  { key: "houseName", label: "House name" },
  { key: "road", label: "Number and road" },
  { key: "locality", label: "Locality" },
  { key: "postTown", label: "Post town" },
  { key: "county", label: "County" },
  { key: "postcode", label: "Postcode" },
];

/** Choices whose filing carries an address. */
const WITH_ADDRESS = new Set(["new-address", "counter-amend"]);

export const asksAddress = (choice: ChoiceShown): boolean => choice.needs.draft && WITH_ADDRESS.has(choice.word);

/** Choices whose filing is a registration, which has a form of its own. */
export const opensRegister = ({ word }: ChoiceShown): boolean => word === "fix" || word === "dispute";

export const asksNothing = ({ needs }: ChoiceShown): boolean =>
  !needs.reason && !needs.day && !needs.text && !needs.draft && !needs.confirmNumber;

export function startOf(detail: NoticeDetail, choice: ChoiceShown): DecideForm {
  const starts = choice.word === "new-address" ? null : detail.person;

  return {
    notice: detail.row.notice,
    choice: choice.word,
    reason: null,
    seen: detail.patientVersion,
    on: null,
    text: null,
    confirmNumber: false,
    address: asksAddress(choice) ? addressOf(starts) : null,
    note: null,
  };
}

/** Five lines are the wire's own, in its order; any other number cannot be put back into its fields. */
export function addressOf(person: Person | null): Address {
  const lines = person?.address.length === 5 ? person.address : [];
  const line = (at: number) => lines[at] ?? "";

  return {
    houseName: line(0), road: line(1), locality: line(2), postTown: line(3), county: line(4), postcode: person?.postcode ?? "",
  };
}

/** An empty box is nothing, not an empty word. */
export const orNothing = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** Characters that GP Links cannot carry, as the clerk sees them. */
export const unsendable = (text: string): string[] => [
  ...new Set([...text.replace(/[\w\s.,()/=!"%&*;<>'+:?-]/g, "")]),
];
