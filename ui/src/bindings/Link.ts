export type Link =
  | { state: "connected"; checkedAt: string }
  | { state: "checking" }
  | { state: "notConnected"; since: string; message: string }
  | { state: "paused"; why: string }
  | { state: "setUpNotFinished" }
  | { state: "training"; checkedAt: string | null };
