// The window before the fake back end, to look at it in any browser: `?notices=100000&link=down&role=viewer&text=125`.
import { NOW } from "./notices";
import { Fake } from "./fake";

const asked = new URLSearchParams(location.search);
const fake = new Fake(Number(asked.get("notices") ?? 37), Number(asked.get("people") ?? 400));
if (asked.get("role") === "viewer") fake.role = "viewer";
if (asked.get("live")) [fake.training, fake.link] = [false, { state: "connected", checkedAt: NOW, nextAt: NOW }];
if (asked.get("link") === "down") {
  fake.link = { state: "notConnected", since: "2026-11-21T13:02:00Z", message: "MESH did not answer in 30 seconds." };
}
fake.display = { ...fake.display, text: Number(asked.get("text") ?? 100), density: asked.get("density") === "comfortable" ? "comfortable" : "dense" };
fake.install();
void import("../main");
