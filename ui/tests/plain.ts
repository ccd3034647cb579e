// Sentences as people read them: where they stand, how long they are, and how hard.
import { parse as parseSvelte } from "svelte/compiler";

import { parse as parseMarkdown } from "../scripts/markdown.mjs";
import type { Words } from "../src/lib/guide";

/** Something that a user can read, and the file that says it. */
export type Said = { at: string; text: string };

const MARK = "{}";
const plain = (words: Words[]): string => words.map(({ kind, text }) => (kind === "code" ? MARK : text)).join("");

/** Each paragraph, item and cell of a page. */
export function ofMarkdown(at: string, source: string): Said[] {
  const texts = parseMarkdown(source).blocks.flatMap((block) =>
    block.kind === "list" ? block.items.map(plain) : block.kind === "table" ? [block.head, ...block.rows].flat().map(plain) : [plain(block.words)],
  );

  return texts.map((text) => ({ at, text }));
}

/** What stands between quotes and is more than a name: two words or more, of letters. */
export function ofCode(at: string, source: string): Said[] {
  const shipped = source.split("#[cfg(test)]")[0]!.replace(/^\s*\/\/.*$/gm, "");
  const found = shipped.matchAll(/"((?:[^"\\\n]|\\.|\\\n\s*)*)"|`((?:[^`\\]|\\.)*)`/g);
  const texts = [...found].map(([, quoted, template]) => (quoted ?? template ?? "").replace(/\\\n\s*/g, "").replace(/\\n/g, " ").replace(/\$?\{[^}]*\}/g, MARK));

  return texts.filter((text) => /[a-z]{2,} [a-z{]/i.test(text) && !/[<>=;_]|^\s*(SELECT|INSERT|UPDATE)\b|app-|nhsuk-/.test(text)).map((text) => ({ at, text: text.trim() }));
}

type Node = { type: string; name?: string; data?: string; value?: unknown; attributes?: Node[]; fragment?: { nodes: Node[] }; [key: string]: unknown };

/** Elements that stand within a sentence. */
const INLINE = new Set(["b", "kbd", "code", "span", "i", "em", "strong"]);
const READ = new Set(["label", "hint", "aria-label", "title", "placeholder", "none", "words", "button", "legend", "message"]);

/** The texts between the tags of a component, the attributes that are read, and the words in its script. */
export function ofSvelte(at: string, source: string): Said[] {
  const said: string[] = [];
  const close = (text: string) => void (/[a-z]{2,}/i.test(text) && said.push(text.replace(/\s+/g, " ").replace(/ ([.,:;?])/g, "$1").trim()));
  const walk = (nodes: Node[]): string => {
    let open = "";
    for (const node of nodes) {
      if (node.type === "Text") open += node.data ?? "";
      else if (node.type === "ExpressionTag") open += MARK;
      else if (node.name !== undefined && INLINE.has(node.name)) open += ` ${walk(node.fragment?.nodes ?? [])} `;
      else {
        close(open);
        open = "";
        for (const attribute of node.attributes ?? []) if (READ.has(attribute.name ?? "")) close(valueOf(attribute));
        for (const part of ["fragment", "consequent", "alternate", "body", "fallback"]) {
          const inner = node[part] as { nodes?: Node[] } | null | undefined;
          if (inner?.nodes) close(walk(inner.nodes));
        }
      }
    }

    return open;
  };
  close(walk((parseSvelte(source, { modern: true }) as unknown as Node).fragment!.nodes));
  const script = /<script[^>]*>([\s\S]*?)<\/script>/.exec(source)?.[1] ?? "";

  return [...said.map((text) => ({ at, text })), ...ofCode(at, script)];
}

const valueOf = ({ value }: Node): string =>
  Array.isArray(value) ? (value as Node[]).map((part) => (part.type === "Text" ? part.data : MARK)).join("") : "";

export const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])["”’)]*\s+/).filter((one) => wordsOf(one).length > 0);

/** Words of letters alone: no codes, no abbreviations in capitals, no numbers, nothing that is filled in. */
export const wordsOf = (text: string): string[] =>
  (text.replace(/\{[^}]*\}|\S*[\d_@/\\]\S*/g, " ").match(/[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?/g) ?? []).filter((word) => !/^[A-Z]{2,}s?$/.test(word)).map((word) => word.toLowerCase().replace(/['’]s?$/, "").replace("’", "'"));

function syllables(word: string): number {
  const sounded = word.replace(/(?:[^laeiouy]es|[^lt]ed|[^laeiouy]e)$/, "").replace(/^y/, "");

  return Math.max(1, sounded.match(/[aeiouy]+/g)?.length ?? 0);
}

/** The school year that reads it with ease, after Flesch and Kincaid. */
export function grade(texts: string[]): number {
  const sentences = texts.flatMap(sentencesOf).map(wordsOf).filter((words) => words.length > 3);
  const words = sentences.flat();
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);

  return 0.39 * (words.length / sentences.length) + 11.8 * (sounds / words.length) - 15.59;
}
