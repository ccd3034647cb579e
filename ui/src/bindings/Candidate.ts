import type { Test } from "./Test";
import type { Person } from "./Person";

export type Candidate = { person: Person; tests: Test[] };
