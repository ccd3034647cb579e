export type DecideForm = {
  notice: number; choice: string; reason: string | null; seen: number | null; on: string | null; text: string | null;
  confirmNumber: boolean;
  /** For choices that file something: the adaptor-free JSON of the filing is made by the shell from this. */
  address: { houseName: string; road: string; locality: string; postTown: string; county: string; postcode: string } | null;
  note: string | null;
};
