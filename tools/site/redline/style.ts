import { groups } from "../../../conformance/versions/order.js";

const kinds = [...groups.map(({ name }) => name), "again"];

/** A choice hides the groups that it is not for, and the steps that then have none. */
const chosen = kinds.map((kind) => {
  const among = `main:has(.choice [value="${kind}"]:checked)`;
  const own = `[data-group="${kind}"]`;
  return `${among} .group:not(${own}), ${among} .step:not(:has(${own})) { display: none; }`;
}).join("\n");

/** The style of the page of changes. What was removed is also struck out, and what was added underlined. */
export const redlineStyle = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h1 { font-size: 2.25rem; line-height: 1.25; margin: 1rem 0 .5rem; letter-spacing: -.015em; }
.lead { font-size: 1.15rem; line-height: 1.5; color: var(--quiet); }
h2 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h3 { font-size: 1.2rem; margin: 2rem 0 .75rem; }
h4 { margin: 0; font-size: 1rem; }
.number { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.days { margin: .25rem 0 0; color: var(--quiet); }
del { background: var(--removed); text-decoration: line-through 1px; }
ins { background: var(--added); text-decoration: underline 1px; text-underline-offset: .2em; }
:is(del, ins)::before, :is(del, ins)::after {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
del::before { content: " [removed: "; }
ins::before { content: " [added: "; }
:is(del, ins)::after { content: "] "; }
.versions { margin: 1.5rem 0; padding: 0; list-style: none; border-top: 1px solid var(--line); font-size: .95rem; }
.versions li { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.versions .day { color: var(--quiet); }
.versions .what { flex-basis: 100%; }
.choice {
  display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin: 1.5rem 0; padding: .5rem .9rem .7rem;
  border: 1px solid var(--line); border-radius: 4px; font-size: .925rem;
}
.choice legend { padding: 0 .35rem; color: var(--quiet); }
.choice label { cursor: pointer; }
.choice label:has(:checked) { font-weight: 600; }
.step { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.change {
  margin: 1rem 0; padding: .7rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--must);
  border-radius: 4px;
}
.change[data-level="should"] { border-left-color: var(--should); border-left-style: double; }
.change[data-level="may"] { border-left-color: var(--may); border-left-style: dotted; }
.head { display: flex; flex-wrap: wrap; gap: 0 .9rem; align-items: baseline; margin: 0; }
a.id { text-decoration: none; }
a.id:hover { text-decoration: underline; }
.head .id, .head > code { font-weight: 600; }
.head small { color: var(--quiet); font-weight: 400; font-size: .8rem; }
.level { margin-right: .5em; font-size: .75rem; font-weight: 700; letter-spacing: .05em; color: var(--must); }
.level.should { color: var(--should); }
.level.may { color: var(--may); }
.sentence { margin: .4rem 0; line-height: 1.6; }
.note { margin: .4rem 0; color: var(--quiet); font-size: .925rem; }
.note b { margin-right: .35em; color: var(--text); font-size: .85em; font-weight: 600; }
.facts { margin: .4rem 0; padding-left: 1.25rem; }
.stricter { color: var(--fail); }
.laxer { color: var(--deviation); }
summary { cursor: pointer; padding: .2rem 0; }
details > summary { font-weight: 600; }
.again details > summary { font-weight: 400; font-size: .9rem; color: var(--quiet); }
.added { margin: .25rem 0 1rem; padding: 0 0 0 1rem; list-style: none; border-left: 2px solid var(--line); }
.added li { margin: .8rem 0; }
.added .sentence { margin: .1rem 0; font-size: .95rem; }
.again { margin: 1.25rem 0; }
.again pre {
  margin: .35rem 0; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 4px;
  white-space: pre-wrap;
}
.ids { columns: 22rem; margin: .25rem 0; padding-left: 1.25rem; font-size: .9rem; }
.ids small { color: var(--quiet); }
${chosen}
@media print { .choice { display: none; } .change, .added li { break-inside: avoid; } }
`;
