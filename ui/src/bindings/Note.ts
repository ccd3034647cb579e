export type Note = { at: string; by: string; text: string };
