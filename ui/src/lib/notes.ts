// The key for a note opens the notes of whatever is on screen, and puts the focus where one is written.
import { tick } from "svelte";

import type { DeskWindow } from "./window.svelte";

export const hearNote = (at: DeskWindow, open: () => void): (() => void) =>
  at.hear("note", () => {
    open();
    void tick().then(() => document.getElementById("field-note-text")?.focus());
  });
