// The form of a decision: what it starts from and what goes to the desk.
import type { ChoiceShown } from "../bindings/ChoiceShown";
import type { DecideForm } from "../bindings/DecideForm";
import type { NoticeDetail } from "../bindings/NoticeDetail";
import type { Person } from "../bindings/Person";
import type { RemovalForm } from "../bindings/RemovalForm";

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

/** Choices that ask PCSE to take the patient off the list. */
const WITH_REMOVAL = new Set(["left", "ask-again"]);

/** A request with nothing typed yet. */
export const NO_REQUEST = { corrects: null, on: "", dateIsApproximate: false, newAddress: "", addressUnknown: false, notes: "", why: "" };

const NOWHERE: Address = { houseName: "", road: "", locality: "", postTown: "", county: "", postcode: "" };

/** Choices whose filing carries an address. */
const WITH_ADDRESS = new Set(["new-address", "counter-amend"]);

export const asksAddress = (choice: ChoiceShown): boolean => choice.needs.draft && WITH_ADDRESS.has(choice.word);

/** Choices whose filing is a registration, which has a form of its own. */
export const opensRegister = ({ word }: ChoiceShown): boolean => word === "fix" || word === "dispute";

export const asksNothing = ({ needs }: ChoiceShown): boolean =>
  !needs.reason && !needs.day && !needs.text && !needs.draft && !needs.confirmNumber;

/** Choices that take somebody off the list, or ask PCSE to. */
const TAKES_OFF = new Set(["left", "ask-again", "out-of-area"]);

/** Taking somebody off the list has no key, so that it is not done by habit: the key only leads to the button. */
export const hasNoKey = (detail: NoticeDetail, { word }: ChoiceShown): boolean => (detail.row.kind === "F2" && word === "record") || TAKES_OFF.has(word);

export function startOf(detail: NoticeDetail, choice: ChoiceShown): DecideForm {
  return {
    notice: detail.row.notice,
    choice: choice.word,
    reason: null,
    seen: detail.patientVersion,
    on: null,
    text: null,
    confirmNumber: false,
    address: asksAddress(choice) ? addressFor(choice, detail.person) : null,
    note: null,
    removal: WITH_REMOVAL.has(choice.word) ? removalFor(detail) : null,
  };
}

/** Asked again, it begins with what was asked before. */
const removalFor = ({ asked, person, patientVersion }: NoticeDetail): RemovalForm =>
  asked ? { ...asked } : { patient: person?.patient ?? 0, seen: patientVersion ?? 0, reason: "notChosen", ...NO_REQUEST };

/** A correction begins with the address on record, a new address with nothing. */
const addressFor = (choice: ChoiceShown, person: Person | null): Address =>
  choice.word === "new-address" || person === null ? { ...NOWHERE } : { ...person.home };

/** An empty box is nothing, not an empty word. */
export const orNothing = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** Characters that GP Links cannot carry, as the clerk sees them. */
export const unsendable = (text: string): string[] => [
  ...new Set([...text.replace(/[\w\s.,()/=!"%&*;<>'+:?-]/g, "")]),
];
