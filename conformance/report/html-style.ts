const verdicts = ["pass", "fail", "deviation", "inconclusive", "error", "skip"];

/** Where a verdict is chosen, everything of another is hidden, and what then has nothing left to show. */
const hidden = verdicts.map((verdict) => `
main:has(input[value="${verdict}"]:checked) [data-verdict]:not([data-verdict="${verdict}"]),
main:has(input[value="${verdict}"]:checked) :is(.area, .undecided):not(:has([data-verdict="${verdict}"])) {
  display: none;
}`).join("");

const nested = [1, 2, 3, 4, 5, 6].map((depth) => `
.trace td.in-${depth} { padding-left: calc(.4rem + ${depth} * var(--indent)); }`).join("");

/** The style of the page. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --text: #1c1e21; --quiet: #5a6069; --page: #ffffff; --panel: #f5f6f8; --line: #d5d9df; --link: #0b57a4;
  --pass: #1a6b32; --fail: #b3161d; --deviation: #0a6478; --inconclusive: #805300; --error: #8a2a9b; --skip: #5a6069;
  --forbidden: #fde5e5; --indent: 1.2rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e4e6ea; --quiet: #a2a9b4; --page: #16181b; --panel: #1f2226; --line: #3a3f47; --link: #7db7f2;
    --pass: #67cf87; --fail: #ff8a86; --deviation: #5fcbe0; --inconclusive: #e8b44c; --error: #d99be6;
    --skip: #a2a9b4; --forbidden: #4a1f22;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
small { color: var(--quiet); font-weight: normal; font-size: .85rem; }
code, pre, .trace td { font-family: ui-monospace, monospace; font-size: .85rem; }
a { color: var(--link); }
ul { padding-left: 1.25rem; margin: .5rem 0; }
li { margin: .35rem 0; }
dl { margin: .75rem 0; }
dl div { display: flex; gap: .75rem; margin: .15rem 0; }
dt { color: var(--quiet); flex: 0 0 6.5rem; }
dd { margin: 0; min-width: 0; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .deviation { color: var(--deviation); }
.inconclusive { color: var(--inconclusive); } .error { color: var(--error); } .skip { color: var(--skip); }
.choice { display: flex; flex-wrap: wrap; gap: .5rem; border: 0; padding: 0; margin: 1.25rem 0; }
.choice legend { float: left; margin-right: .75rem; padding: .25rem 0; color: var(--quiet); }
.choice label {
  border: 1px solid var(--line); border-radius: 2rem; padding: .25rem .8rem; background: var(--panel); cursor: pointer;
  white-space: nowrap;
}
.choice label:has(:checked) { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
.choice label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px; }
.choice input { accent-color: currentColor; margin: 0 .25rem 0 0; }
article { border: 1px solid var(--line); border-left: 4px solid var(--fail); border-radius: .4rem; margin: 1rem 0; }
article:not([data-verdict="fail"]) { border-left-color: var(--error); }
article > details { padding: .6rem .9rem; }
summary { cursor: pointer; }
article > details > summary { font-weight: 600; }
article > details > summary > .fail, article > details > summary > .error { text-transform: uppercase; }
blockquote { margin: .75rem 0; padding-left: .9rem; border-left: 3px solid var(--line); }
.says { color: var(--fail); font-weight: 500; }
article:not([data-verdict="fail"]) .says { color: inherit; }
pre { background: var(--panel); padding: .6rem; border-radius: .3rem; white-space: pre-wrap; margin: .5rem 0; }
.command { user-select: all; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--quiet); font-weight: normal; font-size: .85rem; overflow-wrap: normal; }
th, td { padding: .25rem .5rem; vertical-align: top; border-bottom: 1px solid var(--line); }
.trace { background: var(--panel); border-radius: .3rem; margin: .75rem 0; }
.trace caption { text-align: left; padding: .5rem; color: var(--quiet); font-size: .85rem; }
.trace td { border-bottom: 0; padding-top: .1rem; padding-bottom: .1rem; }
.trace tr > :last-child { padding-left: .4rem; }
.trace tr > :nth-child(-n+2) {
  text-align: right; white-space: nowrap; width: 1%; color: var(--quiet); overflow-wrap: normal;
}
.trace .gap td { color: var(--quiet); font-style: italic; }
.trace .forbidden td { background: var(--forbidden); color: var(--text); font-weight: 600; }
.trace .forbidden strong { color: var(--fail); }${nested}
.area :is(td, th):nth-child(1) { white-space: nowrap; width: 7rem; }
.area :is(td, th):nth-child(2) { width: 40%; }
.area :is(td, th):nth-child(3) { white-space: nowrap; width: 5rem; }
.area td:nth-child(4) { color: var(--quiet); font-size: .9rem; }
@media (max-width: 40rem) {
  :root { --indent: .8rem; }
  body { padding: .75rem; }
  dl div { flex-direction: column; gap: 0; margin: .4rem 0; }
  dt { flex: none; font-size: .85rem; }
  article > details { padding: .6rem; }
  .trace tr > * { padding-right: .3rem; }
  .trace tr > :nth-child(-n+2) { padding-left: .3rem; }
  .area thead { display: none; }
  .area tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .area td { border: 0; padding: 0; }
  .area td:nth-child(n) { width: auto; }
  .area td:nth-child(4) { flex-basis: 100%; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .choice { display: none; }
  article { break-inside: avoid-page; }
}${hidden}
`;
