/** The style of the matrix, and of the tables of the coverage. */
export const tableStyle = `
main { max-width: 84rem; }
main > p, main > section > p, main > ul { max-width: 54rem; }
[data-scrolls] { position: relative; overflow-x: auto; margin: 1rem 0; }
[data-scrolls] table { border-spacing: 0; font-size: .875rem; overflow-wrap: normal; }
[data-scrolls] caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
[data-scrolls] caption span { display: inline-block; max-width: min(54rem, 100vw - 2rem); }
[data-scrolls] :is(td, th) {
  padding: .2rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
}
[data-scrolls] thead th { vertical-align: bottom; }
[data-scrolls] tbody th { font-weight: 400; }
[data-scrolls] .part th { font-weight: 600; background: var(--panel); padding-top: .6rem; }
[data-scrolls] tr:target > * { background: var(--panel); }
[data-scrolls] .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.none { color: var(--quiet); }
.quiet { color: var(--quiet); font-size: .8125rem; }
@media (max-width: 44rem) {
  .stacked, .stacked :is(caption, tbody, tr, td, th) { display: block; }
  .stacked thead { display: none; }
  .stacked tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  [data-scrolls] .stacked :is(td, th) { border: 0; padding: .05rem 0; min-width: 0; text-align: left; }
  .stacked .number { display: inline-block; margin-right: 1rem; }
  .stacked td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); font-weight: 400; }
  .stacked td:is(:empty, .none) { display: none; }
  .stacked .part th { padding: .4rem .5rem; }
}
`;

/** The style of the page of reactors × requirements. */
export const matrixStyle = `${tableStyle}
.legend { padding: 0; list-style: none; font-size: .9375rem; }
.keeps { color: var(--pass); }
.breaks { color: var(--fail); font-weight: 600; }
.deviates { color: var(--deviation); font-weight: 600; }
.stale, .not-judged { color: var(--inconclusive); }
.not-claimed { color: var(--quiet); }
.subjects .number.none { color: var(--quiet); font-weight: 400; }
.subjects tbody th { font-weight: 600; min-width: 9rem; }
[data-scrolls] .subjects thead .number { white-space: normal; }
.subjects td:nth-child(6) { min-width: 12rem; }
.verdicts tbody th[scope="row"] { position: sticky; left: 0; min-width: 13rem; background: var(--page); }
.verdicts td { white-space: nowrap; }
:is(.verdicts, .subjects) td a { color: inherit; }
/* The heading of a part says it, too: the column is there to be filtered by. */
.verdicts :is(.group, thead th:nth-child(3)) { display: none; }
[data-scrolls] .verdicts :is(td, th) { padding-inline: .4rem; }
.verdicts thead .subject { max-width: 6rem; line-height: 1.3; }
.verdicts .version { display: block; font-weight: 400; color: var(--quiet); }
.reasons { margin: .5rem 0; }
.reasons summary { cursor: pointer; font-weight: 600; }
.reasons dt { margin-top: .5rem; }
.reasons dd { margin: 0 0 0 1rem; }
.reasons dt:target { background: var(--panel); }
@media (max-width: 78rem) {
  .verdicts .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .verdicts thead .subject { writing-mode: vertical-rl; max-width: none; }
  .verdicts .version { display: inline; }
  [data-scrolls] .verdicts td { text-align: center; padding-inline: .3rem; }
}
@media (max-width: 44rem) {
  .verdicts :is(thead th, tbody td):nth-child(2) { display: none; }
  .verdicts tbody th[scope="row"] { min-width: 0; max-width: 46vw; overflow-wrap: anywhere; }
}
`;
