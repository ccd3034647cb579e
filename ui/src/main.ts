import { mount } from "svelte";

import App from "./App.svelte";
import "./styles/window.scss";

function begin() {
  const target = document.getElementById("desk");
  if (target) mount(App, { target });
}

// Fetched beside the page, not after it: the frame that calls pass through is made once the page is read, and need not
// wait for the desk. So either may be there first.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
else begin();
