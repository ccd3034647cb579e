export type Entry = { at: string; by: string; what: string };
