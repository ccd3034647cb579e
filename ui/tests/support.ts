// The whole window before the fake back end.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";

import App from "../src/App.svelte";
import { Fake } from "../src/dev/fake";
import { views } from "../src/views/views.svelte";

export async function openWindow(fake = new Fake(), practice = "Riverside Surgery", ods = "Y09999") {
  fake.install();
  // The window fetches its screens by and by; a test has them at once.
  await views.fetchAll();
  const user = userEvent.setup();
  render(App);
  await screen.findByText(`${practice} · ${ods}`);

  return { fake, user };
}

/** The window with the inbox on screen and one message open. */
export async function openInbox(fake = new Fake(), row?: string) {
  const opened = await openWindow(fake);
  await opened.user.keyboard("{Control>}2{/Control}");
  if (fake.rows.length > 0) await screen.findByRole("grid", { name: "Messages" });
  if (row) await opened.user.click((await screen.findAllByText(row, { selector: "[role=gridcell], [role=gridcell] *" }))[0]!);

  return opened;
}

/** The pane of the open message. */
export const pane = () => screen.getByRole("region", { name: "Message" });
