/** How a requirement looks. Its level is told by a word, by a colour, and by the line at its side. */
export const requirementStyle = `
.requirement {
  margin: 1.5rem 0; padding: .8rem 1.1rem .9rem; border: 1px solid var(--line); border-left: 4px solid var(--must);
  border-radius: 4px;
}
.requirement[data-level="should"] { border-left: 6px double var(--should); }
.requirement[data-level="may"] { border-left: 4px dotted var(--may); }
.requirement:target { outline: 2px solid var(--link); outline-offset: .35rem; }
.head { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
.head :is(h3, h4, h5, h6) { margin: 0; font: 600 .9rem/1.4 ui-monospace, "Cascadia Mono", Menlo, monospace; }
.head .permalink { text-decoration: none; }
.head .permalink:hover { text-decoration: underline; }
.head .facts { display: flex; flex-wrap: wrap; gap: 0 .75rem; margin: 0 0 0 auto; padding: 0; list-style: none; }
#main .facts li { margin: 0; color: var(--quiet); font-size: .8rem; }
.facts b { font-weight: 600; color: var(--text); }
.level { font-size: .75rem; font-weight: 700; letter-spacing: .05em; color: var(--must); }
.level.should { color: var(--should); }
.level.may { color: var(--may); }
#main .facts .level { color: var(--must); }
#main .facts .level.should { color: var(--should); }
#main .facts .level.may { color: var(--may); }
.rfc2119 { font-style: normal; font-weight: 700; letter-spacing: .02em; }
.sentence { margin: .55rem 0 .65rem; font-size: 1.0625rem; text-wrap: pretty; }
:is(.intent, .prior, .requirement .note) { margin: 0; padding: 0; border: 0; font-size: .925rem; color: var(--quiet); }
:is(.intent, .prior, .requirement .note) p { margin: .35rem 0; }
.label { margin-right: .35em; color: var(--text); font-size: .8125rem; font-weight: 600; }
.requirement .chips { margin: .6rem 0 .2rem; font-size: .85rem; }
.requirement .chips-when { margin: .2rem 0; font-size: .8rem; color: var(--quiet); }
.more { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .6rem; font-size: .85rem; }
.more details[open] { flex-basis: 100%; }
.copy { align-self: center; line-height: 1.3; }
@media (hover: hover) and (pointer: fine) {
  .head .copy:not([data-said]) { opacity: 0; }
  .requirement:is(:hover, :focus-within) .head .copy { opacity: 1; }
}
.cite .form { margin: .6rem 0; }
.cite pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .15rem 0 .3rem; padding: .5rem .75rem; }
@media (max-width: 44rem) {
  .requirement { padding-inline: .85rem; }
  .head :is(h3, h4, h5, h6) { flex-basis: 100%; }
  .head .facts { margin: 0; }
  .head .copy { order: 1; margin-left: auto; }
}
@media print {
  .requirement { break-inside: avoid; }
  .requirement:is(:target, .target) { outline: 0; }
  .more, .copy, .chips, .chips-when { display: none; }
  .sentence { font-size: 1em; }
}
`;
