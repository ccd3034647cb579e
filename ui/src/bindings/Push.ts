/** Pushes the training clock. */
export type Push = "nextBatch" | "tomorrow" | "elevenWorkingDays";
