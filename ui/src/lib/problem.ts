// What a refused command comes back as, and what the window has to say where nobody can be asked. Its own words are those
// of the page of problem codes; tests/codes.rs compares them.
import type { Problem } from "../bindings/Problem";

const NO_ANSWER = { code: "E890", message: "The desk did not answer. Look whether it was done before you do it again; close Linkdesk and open it again if this happens twice." };
const NO_LATER_DAY = { code: "E891", message: "The reminder has no day after today. Nothing was changed or sent; enter one." };
const NO_NUMBER = { code: "E894", message: "That is no interchange number. Nothing was looked up; enter one, like 42." };
const NOT_COPIED = { code: "E895", message: "It could not be copied. Nothing was changed; mark the words and copy them with Ctrl+C." };

export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : { ...NO_ANSWER, fields: [] };
}

export const noLaterDay = (field: string): Problem => ({ ...NO_LATER_DAY, fields: [{ field, message: "Enter a day after today" }] });

export const noNumber = (field: string): Problem => ({ ...NO_NUMBER, fields: [{ field, message: "Enter an interchange number, like 42" }] });

export const notCopied: Problem = { ...NOT_COPIED, fields: [] };

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "fields" in thrown;
}
