export type Told = { told: string[] };
