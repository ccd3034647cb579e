import type { Link } from "./Link";

/** standing(): counts for the rail and the status bar; cheap, asked on each Changed. */
export type Standing = {
  toDecide: number; routine: number; unmatched: number; oldestToDecideAt: string | null;
  rejected: number; waiting: number; waitingLong: number; fp69: number; nextFp69On: string | null;
  queued: number; nextSendAt: string | null; receiptsOverdue: number; gaps: number; held: number;
  link: Link; quarterEndsOn: string | null;
};
