// How days and times stand on screen: DD-MMM-YYYY, 24 hours, in the practice's own zone.

const ZONE = "Europe/London";
const MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_MS = 86_400_000;
// The system's formats take long to make: one is enough, for the clock on the wall.
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** The day and the time that a clock on the practice's wall shows at an instant. */
export function local(at: string): { day: string; time: string } {
  const found = Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));

  return { day: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}` };
}

/** `2026-11-21` as `21-Nov-2026`; what is no day is shown as it is. */
export function shownDay(day: string): string {
  const [year, month, date] = day.split("-");
  const word = MONTHS[Number(month) - 1];

  return word && date ? `${date}-${word}-${year}` : day;
}

/** `21-Nov`, for a column that holds days of one year. */
export const shortDay = (day: string): string => shownDay(day).slice(0, 6);

/** For sentences and screen readers: `21 November 2026`. */
export function spokenDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);

  return `${date} ${MONTH_NAMES[(month ?? 0) - 1]} ${year}`;
}

/** `Saturday 21 November 2026` */
export const longDay = (day: string): string => `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${spokenDay(day)}`;

export const shownTime = (at: string): string => local(at).time;

export const shownAt = (at: string): string => `${shownDay(local(at).day)} ${local(at).time}`;

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The first and the last day of the quarter of the year in which a day lies. */
export function quarterOf(day: string): { from: string; to: string } {
  const year = Number(day.slice(0, 4));
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3;
  const at = (month: number, date: number) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

  return { from: at(first, 1), to: at(first + 3, 0) };
}

/** How many days something has lain here. */
export const daysSince = (at: string, now: string): number => Math.max(0, daysBetween(local(at).day, local(now).day));

/** The same as lists have it: `0d`. */
export const ageInDays = (at: string, now: string): string => `${daysSince(at, now)}d`;

/** Reads a day that was typed or pasted: `23/5/1940`, `23 May 1940`, `1940-05-23`, `23051940` as a paper form has it. */
export function readDay(text: string): string | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  const ours = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text) ?? /^\s*(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d{4})\s*$/i.exec(text);
  const [year, month, date] = iso ? iso.slice(1) : ours ? [ours[3], ours[2], ours[1]] : [];
  const named = MONTHS.findIndex((word) => month?.toLowerCase().startsWith(word.toLowerCase())) + 1;

  return year && month && date ? realDay(Number(year), named || Number(month), Number(date)) : null;
}

function realDay(year: number, month: number, date: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, date));
  const holds = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;

  return holds ? at.toISOString().slice(0, 10) : null;
}

/** The day after the word "expires" in what a notice says. */
export function expiryIn(lines: string[]): string | null {
  const found = lines.map((line) => /\bexpires (\d{2}-[A-Z][a-z]{2}-\d{4})/.exec(line)?.[1]).find(Boolean);

  return found ? readDay(found) : null;
}
