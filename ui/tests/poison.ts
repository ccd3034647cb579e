// Puts words in place of every text that an answer of the desk has, but for what only a machine reads.

/** Times, days, and the words by which the window chooses what to show. */
const MACHINE = /^\d{4}-\d\d-\d\d|^(to decide|done|set aside|parked|training|connected|checking|notConnected|paused|setUpNotFinished|clerk|viewer|manager|trainer|F\d+|RECEP)$/;
const KEYS = new Set(["word", "told"]);

export function poisoned(answer: unknown, words: string, key = ""): unknown {
  if (typeof answer === "string") return MACHINE.test(answer) || KEYS.has(key) ? answer : words;
  if (Array.isArray(answer)) return answer.map((one) => poisoned(one, words, key));
  if (answer === null || typeof answer !== "object") return answer;

  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, poisoned(value, words, key)]));
}
