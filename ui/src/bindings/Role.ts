export type Role = "viewer" | "clerk" | "manager" | "trainer";
