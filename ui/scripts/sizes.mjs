// Fails the build when what the window loads grows past its bounds, or when a style or script reaches outside.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const FOLDER = "dist/assets";
const files = readdirSync(FOLDER).map((name) => ({ name, body: readFileSync(`${FOLDER}/${name}`) }));
const total = (ending, size) =>
  files.filter(({ name }) => name.endsWith(ending)).reduce((sum, { body }) => sum + size(body), 0);

const css = total(".css", (body) => body.length);
const script = total(".js", (body) => gzipSync(body).length);
const markup = readFileSync("dist/index.html", "utf8");

const faults = [
  css > 80_000 && `styles: ${css} bytes, at most 80000`,
  script > 250_000 && `script: ${script} bytes gzip, at most 250000`,
  files.some(({ name, body }) => name.endsWith(".css") && /https?:|Frutiger/i.test(body.toString())) &&
    "a style names a remote address or Frutiger",
  files.some(({ body }) => body.includes("mockIPC") || body.includes("Invented")) && "the fake back end is in the build",
  /style=|<style|<script(?![^>]*src=)/.test(markup) && "index.html holds an inline style or script",
].filter(Boolean);

console.log(`styles ${css} bytes, script ${script} bytes gzip`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
