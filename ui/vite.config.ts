import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

import { markdown } from "./scripts/markdown.mjs";

/** The window ships `index.html` alone; `look.html` brings the fake back end and is built only to look at. */
export default defineConfig(({ mode }) => ({
  plugins: [markdown(), svelte(), svelteTesting()],
  // Lightning CSS refuses a media query of nhsuk-frontend; Sass compresses instead.
  build: {
    target: "safari16",
    cssMinify: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: mode === "look" ? "look.html" : "index.html" },
  },
  css: {
    preprocessorOptions: { scss: { style: "compressed", loadPaths: ["node_modules"], quietDeps: true } },
  },
  // Tests read the guide and the sentences of the desk, which stand above this folder.
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    setupFiles: ["tests/setup.ts"],
    include: ["tests/**/*.test.ts"],
    css: false,
    testTimeout: 20_000,
  },
}));
