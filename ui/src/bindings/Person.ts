export type Person = {
  patient: number; version: number; surname: string; forenames: string; title: string | null; born: string | null;
  age: string | null; sex: string; nhsNumber: string | null; address: string[]; postcode: string | null;
  previousSurname: string | null; doctor: string; ha: string; state: string; acceptedOn: string | null;
  leftOn: string | null; leftReason: string | null; diedOn: string | null; fp69ExpiresOn: string | null; fp69Reason: string | null;
  removalRequestedOn: string | null; removalPendingUntil: string | null; drugsDispensed: boolean | null; institute: string | null;
};
