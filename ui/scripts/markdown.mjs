// Turns the guide's Markdown into a tree of plain parts when the window is built: text that can only ever be text.

/** The whole page: its title, and the blocks after it. */
export function parse(source) {
  const lines = source.replace(/\r/g, "").split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = read(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  const title = blocks.find(({ kind, level }) => kind === "heading" && level === 1);

  return { title: title ? plain(title.words) : "", blocks };
}

/** Vite's side of it: a `.md` file is a module that exports its page as JSON, which costs little until it is opened. */
export function markdown() {
  return {
    name: "markdown",
    transform(source, id) {
      return id.endsWith(".md") ? { code: `export default ${JSON.stringify(JSON.stringify(parse(source)))};`, map: null } : null;
    },
  };
}

const HEADING = /^(#{1,3}) (.+)$/;
const ITEM = /^(?:[-*]|(\d+)\.) (.*)$/;
const ROW = /^\|(.*)\|\s*$/;
const NOTE = /^> ?(.*)$/;
const RULE = /^\|[\s|:-]+\|\s*$/;

function read(lines, at) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (line.trim() === "") return [null, at + 1];
  if (heading) return [{ kind: "heading", level: heading[1].length, id: idOf(heading[2]), words: inline(heading[2]) }, at + 1];
  if (ITEM.test(line)) return list(lines, at);
  if (ROW.test(line)) return table(lines, at);
  if (NOTE.test(line)) return note(lines, at);

  return paragraph(lines, at);
}

function gather(lines, at, fits) {
  let end = at;
  while (end < lines.length && fits(lines[end], end)) end += 1;

  return end;
}

const isPlain = (line) => line.trim() !== "" && ![HEADING, ITEM, ROW, NOTE].some((sign) => sign.test(line));

function paragraph(lines, at) {
  const end = gather(lines, at, isPlain);

  return [{ kind: "paragraph", words: inline(lines.slice(at, end).join(" ")) }, end];
}

function note(lines, at) {
  const end = gather(lines, at, (line) => NOTE.test(line));

  return [{ kind: "note", words: inline(lines.slice(at, end).map((line) => NOTE.exec(line)[1]).join(" ")) }, end];
}

/** An item goes on in lines that are set in. */
function list(lines, at) {
  const end = gather(lines, at, (line) => ITEM.test(line) || /^ {2,}\S/.test(line));
  const items = [];
  for (const line of lines.slice(at, end)) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2]);
    else items.push(`${items.pop()} ${line.trim()}`);
  }

  return [{ kind: "list", ordered: ITEM.exec(lines[at])[1] !== undefined, items: items.map(inline) }, end];
}

function table(lines, at) {
  const end = gather(lines, at, (line) => ROW.test(line));
  const rows = lines.slice(at, end).filter((line) => !RULE.test(line)).map((line) => ROW.exec(line)[1].split("|").map((cell) => inline(cell.trim())));

  return [{ kind: "table", head: rows[0], rows: rows.slice(1) }, end];
}

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|\*([^*]+)\*/;

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return text === "" ? [] : [{ kind: "text", text }];
  const [whole, strong, code, words, to, stressed] = found;
  const before = text.slice(0, found.index);
  const part = strong !== undefined ? { kind: "strong", text: strong }
    : code !== undefined ? { kind: "code", text: code }
    : stressed !== undefined ? { kind: "strong", text: stressed }
    : linked(words, to);

  return [...inline(before), part, ...inline(text.slice(found.index + whole.length))];
}

/** Only pages of the guide are led to; the window goes nowhere else. */
function linked(words, to) {
  const found = /^(?:\.\.\/)?([\w-]+)\.md(?:#([\w-]+))?$/.exec(to);

  return found ? { kind: "link", text: words, page: found[1], anchor: found[2] ?? null } : { kind: "text", text: words };
}

const plain = (words) => words.map(({ text }) => text).join("");

export const idOf = (heading) => heading.toLowerCase().replace(/[`*]/g, "").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "");
