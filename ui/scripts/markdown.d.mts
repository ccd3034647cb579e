import type { Plugin } from "vite";

import type { Page } from "../src/lib/guide";

export function parse(source: string): Page;
export function markdown(): Plugin;
export function idOf(heading: string): string;
