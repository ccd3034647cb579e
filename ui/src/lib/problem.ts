// What a refused command comes back as, and what the window has to say where nobody can be asked. Its own words are those
// of the page of problem codes; tests/codes.rs compares them.
import type { Problem } from "../bindings/Problem";

const NO_ANSWER = { code: "E890", message: "The desk did not answer. Look whether it was done before you do it again; close Linkdesk and open it again if this happens twice." };
const NO_LATER_DAY = { code: "E891", message: "The reminder has no day after today. Nothing was changed or sent; enter one." };

export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : { ...NO_ANSWER, fields: [] };
}

export const noLaterDay = (field: string): Problem => ({ ...NO_LATER_DAY, fields: [{ field, message: "Enter a day after today" }] });

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "fields" in thrown;
}
