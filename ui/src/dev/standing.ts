// Invented counts for Today, the rail and the status bar.
import type { InboxRow } from "../bindings/InboxRow";
import type { Link } from "../bindings/Link";
import type { PatientRow } from "../bindings/PatientRow";
import type { Standing } from "../bindings/Standing";
import type { Today } from "../bindings/Today";
import { plusDays } from "../lib/dates";
import { isUnmatched } from "../lib/kinds";
import { NOW } from "./notices";

export function standing(rows: InboxRow[], link: Link): Standing {
  const open = rows.filter((row) => row.state === "to decide" && row.snoozedUntil === null);
  const arrivals = open.map(({ arrivedAt }) => arrivedAt).sort();

  return {
    toDecide: open.length, routine: open.filter(({ routine }) => routine).length, moreRoutine: false, unmatched: open.filter(isUnmatched).length,
    snoozed: rows.filter(({ snoozedUntil }) => snoozedUntil !== null).length, setAside: rows.filter(({ state }) => state === "set aside").length,
    doneToday: rows.filter(({ state }) => state === "done").length, stuck: 0, reminders: 1,
    oldestToDecideAt: arrivals[0] ?? null, rejected: open.some(({ kind }) => kind === "F3") ? 1 : 0, waiting: 6, waitingLong: 1, fp69: 3, nextFp69On: "2026-12-12",
    queued: 2, kept: 0, drafts: 0, toEnter: 0, certificateEndsAt: null, nextSendAt: "2026-11-21T15:00:00Z", receiptsOverdue: 1, gaps: 0, held: 0, link, quarterEndsOn: "2026-12-31",
  };
}

export function today(counts: Standing, people: PatientRow[]): Today {
  const first = plusDays(NOW.slice(0, 10), -29);
  const quiet = (n: number) => n % 7 === 0 || n % 7 === 1;

  return {
    rejected: [{ notice: 4, filing: 9, patient: 3, name: people[3]?.name ?? "", words: "Reason 3: confirm address" }].slice(0, counts.rejected),
    waitingByAge: { upTo3: 4, upTo10: 1, over10: 1 },
    fp69: people.slice(4, 7).map(({ patient, name }) => ({ patient, name, expiresOn: "2026-12-12" })),
    days: Array.from({ length: 30 }, (_, n) => ({ on: plusDays(first, n), in: quiet(n) ? 0 : 3 + ((n * 5) % 9) + (n === 29 ? 14 : 0), out: quiet(n) ? 0 : 1 + ((n * 3) % 6) })),
    daysToApproval: 2.1,
    late: people.slice(8, 10).map(({ patient, name }, n) => ({ patient, name, workingDays: n === 0 ? 12 : 5, isOverdue: n === 0 })),
    reminders: people.slice(5, 6).map(({ patient, name }) => ({ reminder: 1, patient, name, notice: 8, dueOn: "2026-11-20", text: "PCSE holds the request to remove this patient until 20-Nov-2026." })),
    justNow: [
      { at: NOW, by: "", what: "24 messages came in, 24 receipts sent" },
      { at: "2026-11-21T14:12:00Z", by: "Asha Patel", what: "A registration is ready to send" },
      { at: "2026-11-21T13:55:00Z", by: "Asha Patel", what: "A deduction was recorded" },
    ],
  };
}
