// How a person's identity stands on screen, everywhere the same.

/** `999 000 0018`; an old or odd number stays as it came. */
export function shownNumber(number: string | null): string {
  if (number === null || number === "") return "no number";
  const digits = number.replace(/\s/g, "");

  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : number;
}

/** `KENNEDY, Sarah (Miss)`, of a name that is still being typed. */
export function shownName(name: { surname: string; forenames: string; title: string | null }): string {
  const given = name.forenames === "" ? "" : `, ${name.forenames}`;

  return `${name.surname.toUpperCase()}${given}${name.title ? ` (${name.title})` : ""}`;
}

/** The family name first: in a list of doctors a letter leads to a name, and not to the title of all of them. */
export function familyFirst(name: string): string {
  const [, before, family] = /^(.*\S)\s+(\S+)$/.exec(name.trim()) ?? [];

  return family ? `${family}, ${before}` : name;
}

/** A word that stands alone begins with a capital. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `1 message`, `2 messages` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `24`, or `420 or more` where not all were looked at. */
export const atLeast = (count: number, more: boolean): string => (more ? `${count} or more` : `${count}`);

/** What is typed as an NHS number, in threes and a four; anything that is not only digits stays as it is. */
export function spacedNumber(typed: string): string {
  const digits = typed.replace(/[\s-]/g, "");
  if (!/^\d{1,10}$/.test(digits)) return typed;

  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter((part) => part !== "").join(" ");
}

/** How PCSE finds a message: `interchange 42, message 57, transaction 311`. */
export const numbersOf = (place: { interchange: number; message: number | null; transaction: number | null }): string =>
  Object.entries(place).filter(([, number]) => number !== null).map(([name, number]) => `${name} ${number}`).join(", ");
