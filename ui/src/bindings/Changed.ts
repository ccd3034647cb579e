export type Changed = { kind: "inbox" | "outbox" | "patients" | "link" | "desk" };
