// The forms of the fake back end: a few of the desk's rules, enough to see how the window takes them.
import type { AmendForm } from "../bindings/AmendForm";
import type { Begun } from "../bindings/Begun";
import type { DecideForm } from "../bindings/DecideForm";
import type { FormProblem } from "../bindings/FormProblem";
import type { RegisterForm } from "../bindings/RegisterForm";
import type { RemovalChecked } from "../bindings/RemovalChecked";
import type { RemovalForm } from "../bindings/RemovalForm";
import { NOW } from "./notices";
import { person, patientRow } from "./people";

type Args = Record<string, unknown>;

export const BLANK: RegisterForm = {
  origin: { from: "nothing" }, tracedOn: "", leftOn: "", somebodyElse: false, kind: "", code: "A", acceptedOn: "2026-11-21", nhsNumber: "", surname: "",
  firstForename: "", secondForename: "", otherForenames: "", title: "", previousSurname: "", sex: "", born: "", houseName: "", road: "",
  locality: "", postTown: "", county: "", postcode: "", birthplace: "", previousAddress1: "", previousAddress2: "", previousAddress3: "",
  previousAddress4: "", previousAddress5: "", previousGp: "", previousHa: "", enteredUk: "", leftUk: "", gp: "", ha: "KC", institute: "",
  drugsDispensed: false, notes: "",
};

const HARD: [keyof RegisterForm, string][] = [
  ["kind", "Choose the kind of registration"], ["surname", "Enter the surname"], ["sex", "Choose the sex"],
  ["postTown", "Enter the post town"], ["gp", "Choose the registered GP"],
];
const SOFT: [keyof RegisterForm, string, string][] = [
  ["title", "E708", "Enter the title. PCSE expects one and will probably reject the registration without it"],
  ["postcode", "E711", "Enter the postcode. Without it PCSE will probably reject the registration"],
];

export class FakeForms {
  begun: Begun[] = [];
  filed = new Map<string, number>();

  answer(command: string, args: Args): unknown {
    switch (command) {
      case "register_choices": return CHOICES;
      case "begin_registration": return this.#begin(args.from);
      case "check_registration": return this.#check(args.form as RegisterForm);
      case "file_registration": return this.#file(args.key as string, args.form as RegisterForm);
      case "unfinished": return this.begun;
      case "save_unfinished": return this.#save(args.key as string, args.form as RegisterForm);
      case "discard_unfinished": return this.#end(args.key as string);
      case "begin_amendment": return { person: person(args.patient as number), before: amendForm(args.patient as number), form: this.#amendment(args.patient as number, args.filing as number | null), household: [patientRow(3), patientRow(4)].map((row) => ({ ...row, state: "registered" })), refused: null, dispenses: true, homes: true };
      case "check_amendment": return this.#amended(args.form as AmendForm);
      case "unsent_removal": return { patient: 2, seen: 1, corrects: args.filing, reason: "moved", on: "2026-11-20", dateIsApproximate: false, newAddress: "3 HILL ROAD, OTLEY", addressUnknown: false, notes: "", why: "" };
      case "check_removal": return removalChecked(args.form as RemovalForm);
      case "file_amendment":
      case "file_removal": return { ...FILED, filing: this.#number(args.key as string) };
      default: return null;
    }
  }

  /** What a choice asks PCSE is held to the same rules as a form of its own. */
  decision({ address, removal }: DecideForm): FormProblem[] {
    if (removal) return removalProblems(removal).map((one) => (one.field === "reason" ? { ...one, field: "leaves" } : one));

    return address?.postcode.startsWith("ZZ") ? [{ field: "postcode", code: "E747", message: "This address looks outside your area", soft: true }] : [];
  }

  #begin(from: unknown) {
    if (typeof from !== "object" || from === null) return { form: { ...BLANK }, said: [], lookAt: null };
    if ("household" in from) return { form: { ...BLANK, houseName: "The Forge", postTown: "Orpington", postcode: "BR6 7EW", gp: "9912345,K31" }, said: [], lookAt: null };
    if ("filing" in from) return { form: { ...BLANK, origin: { from: "unsent", patient: 1, filing: from.filing }, kind: "3", surname: "OKORO", nhsNumber: "9990000123" }, said: [], lookAt: null };
    const origin = { from: "rejection", notice: 1, seen: 1 } as const;

    return { form: { ...BLANK, origin, kind: "3", surname: "OKORO", nhsNumber: "9990000123" }, said: ["Rejection of a registration", "Reason: 3 PLEASE CONFIRM ADDRESS"], lookAt: "houseName" };
  }

  #check(form: RegisterForm) {
    const hard = HARD.filter(([field]) => form[field] === "").map(([field, message]) => ({ field, code: "E701", message, soft: false }));
    const house = form.houseName + form.road === "" ? [{ field: "houseName", code: "E703", message: "Enter a house name, or a number and road", soft: false }] : [];
    const soft = SOFT.filter(([field]) => form[field] === "").map(([field, code, message]) => ({ field, code, message, soft: true }));
    const sent = (["surname", "postTown", "postcode"] as const).filter((field) => form[field] !== "").map((field) => ({ field, text: form[field].toUpperCase().replace("É", "E") }));
    const altered = form.surname.includes("é") ? [{ field: "surname", typed: "é", sent: "E" }] : [];
    const alike = form.surname.toLowerCase() === "stevens" ? [patientRow(0)] : [];

    return { problems: [...hard, ...house, ...soft], altered, sent, holder: null, alike, neighbours: [], person: form.origin.from === "nothing" ? null : person(5) };
  }

  #file(key: string, form: RegisterForm) {
    const again = this.filed.has(key);
    this.#end(key);

    return { ...FILED, filing: this.#number(key), again, name: form.surname };
  }

  #number(key: string): number {
    const number = this.filed.get(key) ?? this.filed.size + 1;
    this.filed.set(key, number);

    return number;
  }

  #save(key: string, form: RegisterForm): null {
    this.begun = [{ key, form, savedAt: NOW }, ...this.begun.filter((one) => one.key !== key)];

    return null;
  }

  #end(key: string): null {
    this.begun = this.begun.filter((one) => one.key !== key);

    return null;
  }

  #amendment(patient: number, filing: number | null): AmendForm {
    return filing === null ? amendForm(patient) : { ...amendForm(patient), corrects: filing, road: "8 Quay Strand", changeReason: "told" };
  }

  #amended(form: AmendForm) {
    const problems: FormProblem[] = form.postcode.startsWith("ZZ")
      ? [{ field: "postcode", code: "E747", message: "This address looks outside your area", soft: true }]
      : form.changeReason === "" ? [{ field: "changeReason", code: "E701", message: "Choose the reason for the change", soft: false }]
      : form.postTown === "" ? [{ field: "postTown", code: "E701", message: "Enter the post town", soft: false }] : [];

    return { problems, longestNote: 70, altered: [], sent: form.erase.map((field) => ({ field, text: "%" })) };
  }
}

const FILED = { told: [], filing: 1, patient: 1, name: "OKORO, Emeka", again: false, goesAt: NOW, remindOn: "2026-11-27", others: [] };

const CHOICES = {
  gps: [{ code: "9912345,K31", name: "Dr Ruth Adeyemi", ha: "KC" }],
  authorities: [{ ha: "KC", name: "Kent" }],
  areas: [{ ha: "KC", name: "Kent" }, { ha: "LDS", name: "Leeds" }],
  today: "2026-11-21",
  longestNote: 70,
  dispenses: true,
  homes: true,
};

function amendForm(patient: number): AmendForm {
  return {
    patient, seen: 1, corrects: null, surname: "KENNEDY", firstForename: "SARAH", secondForename: "", otherForenames: "", title: "MISS", previousSurname: "SMITH",
    sex: "2", born: "1971-03-04", houseName: "THE OLD FORGE", road: "", locality: "", postTown: "ORPINGTON", county: "KENT", postcode: "BR6 7EW",
    institute: "", drugsDispensed: false, erase: [], notes: "", confirmsAddress: false, also: [], changeReason: "", proof: "", changedOn: "2026-11-21",
  };
}

function removalChecked(form: RemovalForm): RemovalChecked {
  const address = form.reason === "moved" && form.newAddress !== "" ? `NEW ADDRESS ${form.newAddress.toUpperCase()}` : "";
  const note = [address, form.notes.toUpperCase()].filter((part) => part !== "").join(". ");

  return { refused: null, problems: removalProblems(form), note, longestNote: 70 };
}

function removalProblems(form: RemovalForm): FormProblem[] {
  const problem = (field: string, message: string): FormProblem => ({ field, code: "E701", message, soft: false });
  const problems = [];
  if (form.reason === "notChosen") problems.push(problem("reason", "Choose the reason"));
  if (form.reason !== "outOfArea" && form.on === "") problems.push(problem("on", "Enter the date of the death or departure"));
  if (form.reason === "outOfArea" && form.why === "") problems.push(problem("reason", "Enter the reason"));

  return problems;
}
