// Form fields by the names that a refusal uses for them.
import type { Problem } from "../bindings/Problem";

export const fieldId = (field: string): string => `field-${field.replace(/[^\w-]/g, "-")}`;

export const errorOf = (problem: Problem | null, field: string): string | null =>
  problem?.fields.find((fault) => fault.field === field)?.message ?? null;

type Box = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The first field that is asked for and empty. What is optional, ticked or folded away is asked of nobody. */
export function firstEmpty(within: Element | null | undefined): HTMLElement | undefined {
  const boxes = [...(within?.querySelectorAll<Box>("input:not([type=checkbox], [type=search]), select, textarea") ?? [])];
  const isChosen = ({ name }: Box) => boxes.some((other) => other.name === name && other instanceof HTMLInputElement && other.checked);
  const isFilled = (box: Box) => (box.type === "radio" ? isChosen(box) : box.value !== "");
  const isOptional = (box: Box) => /\(optional\)/.test((box.closest("fieldset") ?? box.closest(".app-field"))?.textContent ?? "");

  return boxes.find((box) => !isFilled(box) && !isOptional(box) && box.closest("details:not([open])") === null);
}
