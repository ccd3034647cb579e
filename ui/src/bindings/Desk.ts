import type { Role } from "./Role";

/** desk(): who is here, and what practice. */
export type Desk = {
  practice: string; ods: string; user: string; role: Role; training: boolean;
  /** The desk's clock: in training it can be pushed. */
  now: string;
};
