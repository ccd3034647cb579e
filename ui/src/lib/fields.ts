// Form fields by the names that a refusal uses for them.
import type { Problem } from "../bindings/Problem";

export const fieldId = (field: string): string => `field-${field.replace(/[^\w-]/g, "-")}`;

export const errorOf = (problem: Problem | null, field: string): string | null =>
  problem?.fields.find((fault) => fault.field === field)?.message ?? null;
