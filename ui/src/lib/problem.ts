// What a refused command comes back as; anything else that goes wrong gets words a person can use.
import type { Problem } from "../bindings/Problem";

export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;

  return {
    code: "window-no-answer",
    message: "The desk did not answer. Nothing was changed here. Try again, and restart Linkdesk if it happens twice.",
    fields: [],
  };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "fields" in thrown;
}
