/** Words that other windows have taken for markup, script, a template or an address. */
export const CHOSEN = [
  "<script>window.stolen=1</script>",
  "<img src=x onerror=window.stolen=1>",
  "<svg onload=window.stolen=1>",
  "<svg><script>window.stolen=1</script></svg>",
  "<svg><animate onbegin=window.stolen=1 attributeName=x dur=1s>",
  "<iframe src=javascript:window.stolen=1></iframe>",
  "<iframe srcdoc='<script>parent.stolen=1</script>'></iframe>",
  "<a href=javascript:window.stolen=1>open</a>",
  "<body onload=window.stolen=1>",
  "<details open ontoggle=window.stolen=1>",
  "<input autofocus onfocus=window.stolen=1>",
  "<video><source onerror=window.stolen=1></video>",
  "<audio src=x onerror=window.stolen=1>",
  "<object data=javascript:window.stolen=1></object>",
  "<embed src=javascript:window.stolen=1>",
  "<form action=javascript:window.stolen=1><button>go</button></form>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=window.stolen=1>",
  "<base href=javascript:/window.stolen=1//>",
  "<style>@import 'x';*{background:url(x)}</style>",
  "<link rel=stylesheet href=x>",
  "<marquee onstart=window.stolen=1>x</marquee>",
  "<template><img src=x onerror=window.stolen=1></template>",
  "<noscript><p title=\"</noscript><img src=x onerror=window.stolen=1>\">",
  "</textarea><script>window.stolen=1</script>",
  "</title><script>window.stolen=1</script>",
  "--><script>window.stolen=1</script><!--",
  "\"><script>window.stolen=1</script>",
  "' onmouseover='window.stolen=1",
  "\" autofocus onfocus=\"window.stolen=1",
  "{@html '<img src=x onerror=window.stolen=1>'}",
  "{window.stolen=1}",
  "${window.stolen=1}",
  "{{constructor.constructor('window.stolen=1')()}}",
  "javascript:window.stolen=1",
  "data:text/html,<script>window.stolen=1</script>",
  "&lt;script&gt;window.stolen=1&lt;/script&gt;",
  "\\u003cscript\\u003ewindow.stolen=1\\u003c/script\\u003e",
  "<scr<script>ipt>window.stolen=1</scr</script>ipt>",
  "<IMG SRC=\"jav&#x09;ascript:window.stolen=1;\">",
  "<p style=\"background:url(javascript:window.stolen=1)\">x</p>",
  "O'BRIEN <b>Maeve</b> & Sons",
  "\u202Egnp.exe\u202C",
];

const RUNS = ["window.stolen=1", "window['sto'+'len']=1", "eval('window.stolen=1')", "top.stolen=1"];

/** Elements with an event that comes by itself or by a touch. */
const EVENTS = [
  ["img src=x", "onerror"], ["svg", "onload"], ["body", "onpageshow"], ["video src=x", "onerror"], ["audio src=x", "onloadstart"], ["input autofocus", "onfocus"],
  ["details open", "ontoggle"], ["select autofocus", "onfocus"], ["textarea autofocus", "onfocus"], ["div style=animation-name:x", "onanimationstart"],
  ["p tabindex=1 autofocus", "onfocusin"], ["b", "onpointerover"], ["iframe src=about:blank", "onload"], ["object data=x", "onerror"], ["style", "onload"], ["a href=#", "onclick"], ["button autofocus", "onfocus"], ["dialog open", "onclose"],
] as const;

/** The same mark, as it hides from those who look for it. */
const HIDDEN = (tag: string, event: string, run: string): string[] => [
  `<${tag} ${event}=${run}>`,
  `<${tag.toUpperCase()} ${event.toUpperCase()}="${run}">`,
  `"><${tag}/${event}='${run}'//`,
];

const ADDRESSES = ["javascript:", "JaVaScRiPt:", "java\tscript:", "\u0001javascript:", "data:text/html,", "vbscript:", "blob:", "file:///", "//example.org/", "https://example.org/"];
const HOLDERS = [
  (to: string) => `<a href="${to}window.stolen=1">x</a>`, (to: string) => `<iframe src='${to}window.stolen=1'>`, (to: string) => `<svg><a xlink:href="${to}window.stolen=1"><text>x</text></a></svg>`,
  (to: string) => `<img srcset="${to}x">`, (to: string) => `<p style="background:url(${to}x)">`, (to: string) => `<math href="${to}window.stolen=1">x</math>`,
];

/** At least two hundred, each once. */
export const PAYLOADS = [
  ...new Set([
    ...CHOSEN,
    ...EVENTS.flatMap(([tag, event], at) => HIDDEN(tag, event, RUNS[at % RUNS.length]!)),
    ...RUNS.flatMap((run) => [`<script>${run}</script>`, `<svg><script>${run}</script>`, `'-${run}-'`, `\`-${run}-\``, `{{${run}}}`, `{@html "<img src=x onerror=${run}>"}`, `<!--<img src="--><img src=x onerror=${run}//">`]),
    ...ADDRESSES.flatMap((to) => HOLDERS.map((holder) => holder(to))),
    ...["&#60;", "%3C", "\\x3c", "\u003c", "＜", "\u202e<", "<\u0000", "<\u200b"].flatMap((open) => [`${open}script>window.stolen=1${open}/script>`, `${open}img src=x onerror=window.stolen=1>`, `${open}svg onload=window.stolen=1>`]),
  ]),
];
