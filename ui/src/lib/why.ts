// Why a field is asked for: the guide's page of fields, looked up by the words that stand at the field.
import { folded } from "./filter";
import { pages, textOf } from "./guide";

const keyOf = (label: string): string => folded(label.replace(/\s*\(optional\)$/, "")).trim();

let whys: Map<string, string> | null = null;

function read(): Map<string, string> {
  const tables = (pages().get("fields")?.blocks ?? []).filter((block) => block.kind === "table");

  return new Map(tables.flatMap(({ rows }) => rows.map(([field, why]) => [keyOf(textOf(field ?? [])), textOf(why ?? [])] as const)));
}

export function whyOf(label: string): string | null {
  whys ??= read();

  return whys.get(keyOf(label)) ?? null;
}
