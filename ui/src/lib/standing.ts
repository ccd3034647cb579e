// The tint of a patient's standing; the word stands beside it always.
import type { Tone } from "./kinds";

export function toneOf(state: string): Tone {
  const word = state.toLowerCase();
  if (word.startsWith("registered")) return "green";
  if (word.startsWith("waiting") || word.startsWith("applied")) return "blue";
  if (word.startsWith("rejected")) return "orange";
  if (word.startsWith("registration not sent")) return "yellow";
  if (word.startsWith("leaving") || word.startsWith("fp69")) return "yellow";

  return "grey";
}

/** What registering somebody who is not on the list is called, by how they stand. */
export function againWords(state: string): string {
  if (state === "rejected") return "Fix and send again";

  return state === "died" ? "Recorded as dead by mistake: register again" : "Register again";
}
