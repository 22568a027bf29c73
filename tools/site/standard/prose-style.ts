/** How the text looks: headings, terms, tables, code, and the lists behind the chapters. */
export const proseStyle = `
#main :is(h1, h2, h3, h4, h5, h6) { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.25rem; margin: 1rem 0 .5rem; letter-spacing: -.015em; }
h2 { font-size: 1.75rem; margin: 0 0 1rem; letter-spacing: -.01em; }
h3 { font-size: 1.3rem; margin: 0 0 .75rem; }
.chapter > section { margin-top: 2.75rem; }
h4 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.self { color: var(--quiet); font-weight: 400; text-decoration: none; opacity: 0; }
:is(h2, h3, h4, h5):hover > .self, .self:focus-visible { opacity: 1; }
.lead { font-size: 1.2rem; line-height: 1.5; color: var(--quiet); max-width: 40rem; text-wrap: pretty; }
.title dl { display: grid; gap: .2rem; margin: 1.5rem 0 1rem; padding: 0; }
.title dl > div { display: grid; grid-template-columns: 8rem 1fr; }
.title dt { color: var(--quiet); }
.title dd { margin: 0; }
.title > .cite > summary { width: max-content; }
.chapter { margin-top: 4rem; padding-top: 2rem; border-top: 1px solid var(--line); }
#how-to-read { margin-top: 3rem; }
.tally { margin: -.75rem 0 1.25rem; color: var(--quiet); font-size: .875rem; }
.levels > div { display: flex; gap: .75rem; align-items: baseline; margin: .4rem 0; }
.levels dt { flex: none; width: 5rem; }
.levels dd { margin: 0; }
#main li { margin: .15rem 0; }
a.type { color: inherit; text-decoration-color: var(--edge); text-decoration-style: dotted; }
a.id { font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: .875em; text-decoration: none; }
a.id:hover { text-decoration: underline; }
.user-code {
  display: inline-block; padding: 0 .45em; border: 1px solid currentColor; border-radius: 1em;
  color: var(--inconclusive); font-size: .8em; line-height: 1.5; white-space: nowrap;
}
summary { cursor: pointer; color: var(--quiet); }
summary:hover { color: var(--text); }
.note { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
.uses { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .4rem 0; padding: 0; list-style: none; }
.uses li { margin: 0 !important; }

/* Terms. */
.terms, .glossary { margin: 1.25rem 0; }
.terms > div, .glossary > div { margin: .5rem 0; }
.terms dt, .glossary dt { font-weight: 700; }
.terms dd, .glossary dd { margin: 0; }
.terms dd p, .glossary dd p { display: inline; }
.terms > div, .glossary > div { padding-left: 1rem; border-left: 3px solid var(--line); }
.glossary > div:target, dfn:target { background: var(--marked); }
dfn { font-style: normal; }
a.used, .glossary .from, .glossary summary { color: var(--quiet); font-size: .8rem; }
.used .uses { font-size: .9rem; }
.used[id] { scroll-margin-top: 6rem; }
a.used, .from { white-space: nowrap; }
a.used { text-decoration-color: var(--line); }
.glossary a.term { color: inherit; text-decoration: none; }
.glossary a.term:hover { text-decoration: underline; }
@media (min-width: 44rem) {
  .terms > div, .glossary > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; }
}

/* Tables and code scroll in boxes of their own; a shade says on which side there is more. */
.table, pre {
  overflow-x: auto;
  background:
    linear-gradient(to right, var(--ground) 2rem, transparent 4rem) left / 4rem 100% no-repeat local,
    linear-gradient(to left, var(--ground) 2rem, transparent 4rem) right / 4rem 100% no-repeat local,
    linear-gradient(to right, var(--line), transparent) left / 1rem 100% no-repeat scroll,
    linear-gradient(to left, var(--line), transparent) right / 1rem 100% no-repeat scroll,
    var(--ground);
}
.table { --ground: var(--page); margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .925rem; line-height: 1.45; overflow-wrap: normal; }
:is(th, td) {
  padding: .4rem 1.25rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
}
:is(th, td):last-child { padding-right: 0; }
td { min-width: 5rem; text-wrap: pretty; }
th { font-weight: 600; white-space: nowrap; color: var(--quiet); }
td code { white-space: nowrap; }
:is(th, td).right { text-align: right; font-variant-numeric: tabular-nums; }
:is(th, td).center { text-align: center; }
figure { margin: 1.25rem 0; }
figure.code {
  width: fit-content; min-width: min(100%, 46rem); background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px;
}
.code figcaption { padding: .3rem 1rem; border-bottom: 1px solid var(--line); }
figcaption { color: var(--quiet); font-size: .75rem; }
pre {
  --ground: var(--panel); margin: 0; padding: .8rem 1rem; border-radius: 6px; line-height: 1.5; font-size: .95rem;
  overflow-wrap: normal; tab-size: 2;
}
pre a { text-decoration-color: var(--edge); text-decoration-style: dotted; }
pre a.hljs-title { text-decoration: none; }
pre a:hover { text-decoration: underline; }
.drawing { display: block; overflow-x: auto; }
.drawing svg { display: block; max-width: none; height: auto; }

/* The lists behind the chapters. */
.whole { columns: 26rem; column-gap: 1rem; margin-top: 1.5rem; }
.whole pre { break-inside: avoid; margin: 0 0 .75rem; padding: .5rem .75rem; font-size: .8125rem; line-height: 1.45; }
.whole .wide { column-span: all; margin-top: .75rem; }
.index, .references { margin: 0; padding: 0; list-style: none; }
.references { columns: 26rem; column-gap: 2rem; font-size: .925rem; }
.index { columns: 17rem; line-height: 1.5; }
.references li { break-inside: avoid; }
.index li { break-inside: avoid; padding-left: 1rem; text-indent: -1rem; }
.area h3 { margin: 1.5rem 0 .4rem; font-size: 1rem; }
.area .count { color: var(--quiet); font-weight: 400; }
#main .references li { margin: 0; padding: .18rem 0; }
.cited { color: var(--quiet); font-size: .85rem; }

@media print {
  pre, tr, figure { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  :is(h1, h2, h3, h4, h5, h6) { break-after: avoid; }
  .chapter { break-before: page; border: 0; margin: 0; padding: 0; }
  .table, pre { background: none; }
  .whole pre { border: 1px solid var(--line); }
  .index { columns: 3; }
  .whole { columns: 1; }
  a { color: inherit; }
  a.external::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
  .references a.external::after, a.used, .glossary details { content: none; display: none; }
}
`;
