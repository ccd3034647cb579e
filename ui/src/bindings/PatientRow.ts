export type PatientRow = {
  patient: number; name: string; born: string | null; sex: string; nhsNumber: string | null; postcode: string | null;
  state: string; doctor: string;
};
