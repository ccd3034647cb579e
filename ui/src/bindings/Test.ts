export type Test = { words: string; holds: boolean | null };
