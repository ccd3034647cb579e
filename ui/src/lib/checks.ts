// When the mailbox was looked into, in words.
import type { Link } from "../bindings/Link";
import { shownTime } from "./dates";

/** The last look and the next one; nothing while nobody can tell. */
export function checks(link: Link | undefined): string | null {
  if (link === undefined || !("checkedAt" in link) || link.checkedAt === null) return null;
  const next = link.nextAt === null ? "" : ` Next check at about ${shownTime(link.nextAt)}.`;

  return `Last checked ${shownTime(link.checkedAt)}.${next}`;
}
