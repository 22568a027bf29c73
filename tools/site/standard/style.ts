/** The style of the standard itself: the contents beside the text, the requirements, the appendices. */
export const standardStyle = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
#main { max-width: 50rem; line-height: 1.6; }
#main :is(h1, h2, h3, h4, h5, h6) { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.25rem; margin: 1rem 0 .5rem; letter-spacing: -.015em; }
h2 { font-size: 1.75rem; margin: 0 0 1rem; letter-spacing: -.01em; }
h3 { font-size: 1.3rem; margin: 2.75rem 0 .75rem; }
h4 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.self { color: var(--quiet); font-weight: 400; text-decoration: none; opacity: 0; }
:is(h2, h3, h4, h5):hover > .self, .self:focus-visible { opacity: 1; }
.lead { font-size: 1.2rem; line-height: 1.5; color: var(--quiet); max-width: 42rem; }
.title dl { display: grid; gap: .25rem 1.5rem; margin: 1.5rem 0; padding: 0; }
.title dl > div { display: grid; grid-template-columns: 8rem 1fr; }
.title dt { color: var(--quiet); }
.title dd { margin: 0; }
.chapter { margin-top: 4rem; padding-top: 2rem; border-top: 1px solid var(--line); }
#how-to-read { margin-top: 3rem; }
.levels > div { display: flex; gap: .75rem; align-items: baseline; margin: .4rem 0; }
.levels dt { flex: none; width: 5rem; }
.levels dd { margin: 0; }
a.type { color: inherit; text-decoration-color: var(--line); }
.rfc2119 { font-style: normal; font-weight: 700; letter-spacing: .02em; }
.user-code {
  display: inline-block; padding: 0 .45em; border: 1px solid currentColor; border-radius: 1em; color: var(--inconclusive);
  font-size: .8em; line-height: 1.5; white-space: nowrap;
}

/* Requirements. */
.requirement {
  margin: 1.5rem 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-left: 4px solid var(--must);
  border-radius: 4px;
}
.requirement[data-level="should"] { border-left-color: var(--should); border-left-style: double; }
.requirement[data-level="may"] { border-left-color: var(--may); border-left-style: dotted; }
.requirement:target { outline: 2px solid var(--link); outline-offset: 2px; }
.head { display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline; }
.head :is(h3, h4, h5, h6) { margin: 0; font: 600 .9rem/1.4 ui-monospace, "Cascadia Mono", Menlo, monospace; }
.head .permalink, a.id { text-decoration: none; }
.head .permalink:hover, a.id:hover { text-decoration: underline; }
a.id { font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: .875em; }
.head .facts { display: flex; flex-wrap: wrap; gap: 0 .75rem; margin: 0 0 0 auto; padding: 0; list-style: none; }
.facts li { color: var(--quiet); font-size: .8rem; }
.facts b { font-weight: 600; color: var(--text); }
.level { font-size: .75rem; font-weight: 700; letter-spacing: .05em; }
.facts .level, .level { color: var(--must); }
.facts .level.should, .level.should { color: var(--should); }
.facts .level.may, .level.may { color: var(--may); }
.sentence { margin: .6rem 0; font-size: 1.0625rem; }
.intent, .prior, .requirement .note { font-size: .925rem; color: var(--quiet); }
.requirement :is(.intent, .prior, .note) p { margin: .4rem 0; }
.requirement .label, .note > .label { margin-right: .35em; color: var(--text); font-size: .85em; font-weight: 600; }
.more { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .6rem; font-size: .875rem; }
.more details[open] { flex-basis: 100%; }
summary { cursor: pointer; color: var(--quiet); }
summary:hover { color: var(--text); }
.copy { font: inherit; font-size: .8rem; }
.form { margin: .5rem 0; }
figcaption { color: var(--quiet); font-size: .8rem; }
.uses { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .4rem 0; padding: 0; list-style: none; }

/* Terms. */
.terms > div { margin: .6rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
.terms dt, .glossary dt { font-weight: 700; }
dfn { font-style: normal; }
.terms dd, .glossary dd { margin: 0; }
.terms p, .glossary p { display: inline; }
.glossary > div { margin: 1.1rem 0; }
a.used, .glossary .from { color: var(--quiet); font-size: .8rem; white-space: nowrap; }
.glossary .from { margin-left: .5em; }

/* Tables and code scroll in boxes of their own. */
.table, pre { overflow-x: auto; }
.table { margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .925rem; line-height: 1.45; overflow-wrap: normal; }
:is(th, td) { padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
td code { white-space: nowrap; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
.center { text-align: center; }
figure.code, figure.form { margin: 1.25rem 0; }
pre {
  margin: .25rem 0; padding: .8rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 4px;
  line-height: 1.5; font-size: 1rem; overflow-wrap: normal; tab-size: 2;
}
pre a { text-decoration-color: var(--line); }
.whole { columns: 26rem; column-gap: 1rem; }
.whole pre { break-inside: avoid; margin: 0 0 1rem; font-size: .85rem; padding: .5rem .75rem; }
.drawing svg { max-width: 100%; height: auto; }
.index, .references { margin: 0; padding: 0; list-style: none; }
.index { columns: 17rem; }
.index li { break-inside: avoid; }
.area h3 { margin: 1.5rem 0 .4rem; font-size: 1rem; }
.count { color: var(--quiet); font-weight: 400; }
.references li { margin: .3rem 0; }
.cited { color: var(--quiet); font-size: .85rem; }

/* The contents stand beside the text where there is room, and else open over it. */
.controls { margin-left: auto; }
.controls button { font: inherit; }
#side { border: 0; color: inherit; background: var(--page); font-size: .9rem; overflow-y: auto; overscroll-behavior: contain; }
#contents h2 { margin: 0 0 .5rem; font-size: .8rem; letter-spacing: .05em; text-transform: uppercase; color: var(--quiet); }
#contents ul { margin: 0; padding: 0; list-style: none; }
#contents a { display: block; padding: .2rem .5rem; color: inherit; text-decoration: none; border-radius: 4px; }
#contents a:hover { background: var(--panel); }
#contents [aria-current] { font-weight: 600; box-shadow: inset 3px 0 var(--link); }
.chapters > li { position: relative; }
.chapters > li > a { margin-right: 2rem; }
.chapters summary { position: absolute; top: 0; right: 0; width: 2rem; padding: .2rem .5rem; }
.chapters ul { margin-left: .75rem !important; border-left: 1px solid var(--line); color: var(--quiet); }
.appendices { margin-top: .75rem !important; padding-top: .75rem !important; border-top: 1px solid var(--line); }
@media (min-width: 70rem) {
  .open-contents { display: none; }
  .with-aside { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  .with-aside > :not(#side, main) { grid-column: 1 / -1; }
  #side {
    display: block; position: sticky; inset: auto; top: 3rem; height: calc(100vh - 3rem); width: auto; margin: 0;
    padding: 1.5rem 1rem; border-right: 1px solid var(--line);
  }
  .with-aside main { width: 100%; padding: 1rem 2.5rem; margin: 0; }
}
@media (max-width: 69.99rem) {
  #side:popover-open {
    position: fixed; inset: 0 auto 0 0; width: min(22rem, 88vw); height: 100%; margin: 0; padding: 1rem;
    border-right: 1px solid var(--line);
  }
}
@media print {
  #side, .more, .self, .copy, .chips { display: none; }
  .requirement, pre, tr { break-inside: avoid; }
  :is(h2, h3, h4, h5) { break-after: avoid; }
  .chapter { break-before: page; border: 0; margin: 0; }
  a.external::after { content: " (" attr(href) ")"; font-size: .85em; }
}
`;
