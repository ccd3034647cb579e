// The tint of a patient's standing; the word stands beside it always.
import type { Tone } from "./kinds";

export function toneOf(state: string): Tone {
  const word = state.toLowerCase();
  if (word.startsWith("registered")) return "green";
  if (word.startsWith("waiting") || word.startsWith("applied")) return "blue";
  if (word.startsWith("rejected")) return "orange";
  if (word.startsWith("leaving") || word.startsWith("fp69")) return "yellow";

  return "grey";
}
