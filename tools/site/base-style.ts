import { inDark } from "./in-dark.js";

/** The style of every page: the colours, the type, the bar at the top, the footer, and what is printed. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --text: #1c1e21; --quiet: #575d66; --page: #ffffff; --panel: #f5f6f8; --line: #d5d9df; --edge: #80868f;
  --link: #0b57a4; --marked: #ffe9a8;
  --must: #8f1420; --should: #6d4a00; --may: #2a5a2e;
  --pass: #1a6b32; --fail: #b3161d; --deviation: #0a6478; --inconclusive: #805300; --error: #8a2a9b; --skip: #575d66;
  --added: #dff3e4; --removed: #fde5e5;
}
:root[data-theme="light"] { color-scheme: light; }
@media screen { :root[data-theme="dark"] { color-scheme: dark; } }
${inDark(`
  --text: #e4e6ea; --quiet: #a2a9b4; --page: #16181b; --panel: #1f2226; --line: #3a3f47; --edge: #7d858f;
  --link: #7db7f2; --marked: #5a4708;
  --must: #ff9a96; --should: #e8b44c; --may: #7fd18f;
  --pass: #67cf87; --fail: #ff8a86; --deviation: #5fcbe0; --inconclusive: #e8b44c; --error: #d99be6; --skip: #a2a9b4;
  --added: #17391f; --removed: #4a1f22;
`)}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: .875em; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--page); z-index: 20; }
.skip:focus { left: 0; }
.bar {
  position: sticky; top: 0; z-index: 10; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline;
  padding: .6rem 1rem; background: var(--page); border-bottom: 1px solid var(--line);
}
.bar .name { font-weight: 700; }
.bar ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; }
.bar [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
main { max-width: 54rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding: 1rem; border-top: 1px solid var(--line); color: var(--quiet); text-align: center; }
@media print {
  @page { margin: 18mm 16mm; @bottom-center { content: counter(page); font: 8pt sans-serif; } }
  :root { color-scheme: light; font-size: 9.5pt; }
  .bar, .skip, footer { display: none; }
}
`;
