// What is doubtful in a form, and what the clerk has said of it. Something else typed into the field asks again.
import type { FormProblem } from "../bindings/FormProblem";

const nameOf = ({ field, code }: FormProblem): string => `${field} ${code}`;

export class Doubts {
  /** What the clerk is asked about now. */
  open: FormProblem[] = $state.raw([]);

  #settled = new Map<string, string>();

  constructor(private readonly valueOf: (field: string) => string) {}

  /** Asks about what is doubtful and was not settled; tells whether there is anything. */
  ask(problems: FormProblem[]): boolean {
    const settled = new Set(this.answers());
    this.open = problems.filter((one) => one.soft && !settled.has(nameOf(one)));

    return this.open.length > 0;
  }

  /** The clerk says that it is right. */
  settle() {
    for (const one of this.open) this.#settled.set(nameOf(one), this.valueOf(one.field));
    this.open = [];
  }

  /** The clerk goes back to change something. */
  drop() {
    this.open = [];
  }

  forget() {
    this.#settled.clear();
    this.open = [];
  }

  /** What was settled and still stands, as the desk names it. */
  answers(): string[] {
    return [...this.#settled].filter(([name, value]) => this.valueOf(name.split(" ")[0] ?? "") === value).map(([name]) => name);
  }
}
