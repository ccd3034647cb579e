// Ranks what the palette offers: a command whose words begin with what was typed stands before one that merely holds it.
import type { Command } from "./keyboard";
import { folded } from "./filter";

export function ranked(commands: Command[], query: string): Command[] {
  const typed = folded(query.trim());
  if (typed === "") return commands;

  return commands
    .map((command) => ({ command, score: score(folded(command.words), typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ command }) => command);
}

function score(words: string, typed: string): number {
  if (words.startsWith(typed)) return 4;
  if (words.includes(` ${typed}`)) return 3;
  if (typed.split(/\s+/).every((part) => words.includes(part))) return 2;

  return initials(words).startsWith(typed) ? 1 : 0;
}

const initials = (words: string): string => words.split(/\s+/).map((word) => word.slice(0, 1)).join("");
