/** The style of what the scripts add to the pages, see `client/`. */
export const clientStyle = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button, select, input { font: inherit; color: inherit; }
button, select, input[type="search"] {
  border: 1px solid var(--edge); border-radius: .35rem; background: var(--page); padding: .2rem .6rem;
}
button { cursor: pointer; background: var(--panel); }
button:hover { border-color: currentColor; }
select { max-width: 100%; padding-inline: .35rem; }
kbd { border: 1px solid var(--edge); border-radius: .25rem; padding: 0 .35em; font: inherit; font-size: .85em; }
mark { background: var(--marked); color: inherit; border-radius: .15rem; }
.controls {
  display: flex; gap: 1rem; align-items: baseline; margin-left: auto; color: var(--quiet); font-size: .875rem;
}
/* On a phone, what leads to a place stays in sight, and nothing else. */
@media screen and (max-width: 50rem) {
  .bar { position: static; }
  .bar:has(.open-contents) { display: contents; }
  .bar:has(.open-contents) .name { display: block; padding: .6rem 1rem 0; }
  .bar:has(.open-contents) nav { padding: .25rem 1rem; }
  .controls:has(.open-contents) {
    position: sticky; top: 0; z-index: 10; margin: 0; padding: .35rem 1rem; background: var(--page);
    border-bottom: 1px solid var(--line); justify-content: space-between;
  }
}
@media (pointer: coarse) { .open-search kbd { display: none; } }
dialog.search {
  width: min(46rem, 100vw - 1rem); max-height: min(42rem, 100dvh - 4rem); margin: 2rem auto; padding: 0;
  overflow: hidden; border: 1px solid var(--edge); border-radius: .5rem; background: var(--page); color: var(--text);
}
dialog.search[open] { display: flex; flex-direction: column; }
dialog.search::backdrop { background: rgb(0 0 0 / .45); }
dialog.search .line { display: flex; gap: .75rem; align-items: center; padding: .75rem 1rem .25rem; }
dialog.search input { flex: 1; min-width: 0; padding: .45rem .6rem; }
dialog.search .found { margin: 0; padding: .25rem 1rem .6rem; color: var(--quiet); font-size: .875rem; }
#search-results { margin: 0; padding: 0; list-style: none; overflow-y: auto; border-top: 1px solid var(--line); }
#search-results li {
  padding: .45rem 1rem; cursor: pointer; overflow-wrap: anywhere; border-left: 3px solid transparent;
}
#search-results li:hover { background: var(--panel); }
#search-results [aria-selected="true"] { background: var(--panel); border-left-color: var(--link); }
#search-results .name { font-weight: 600; }
#search-results small { color: var(--quiet); }
#search-results .says { display: block; font-size: .9rem; }
button.copy { padding: 0 .5rem; font-size: .8rem; color: var(--quiet); }
#contents [aria-current="location"] { font-weight: 700; color: inherit; }
#contents .without { color: var(--quiet); text-decoration-style: dotted; }
.requirement.target { outline: 2px solid var(--link); outline-offset: 2px; }
.filtered .chapter.emptied > :not(h2, .shown), .filtered .chapter section.emptied,
.filtered :is(.chapter, .chapter section) > :not(h2, h3, h4, h5, h6, article, section, .shown) { display: none; }
.filtered .title > :not(h1), .filtered #how-to-read:not(.shown) { display: none; }
.filtered .chapter.emptied { margin-top: .75rem; padding-top: .75rem; }
.filtered .chapter.emptied > h2 { color: var(--quiet); font-size: 1rem; margin: 0; }
.table-filters, .table-filters .more { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.table-filters { margin: 1rem 0; font-size: .875rem; }
.table-filters :is(label, summary) { color: var(--quiet); }
.table-filters .more { margin-top: .5rem; }
.table-filters .count { margin: 0; flex-basis: 100%; font-size: 1rem; }
@media (max-width: 40rem) {
  .table-filters :is(label, details) { flex: 1 0 100%; }
  .table-filters label { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
  .table-filters :is(input, select) { width: 9rem; }
}
th[aria-sort] button.sort {
  border: 0; background: none; padding: 0; font-weight: inherit; text-align: inherit; color: inherit;
}
th[aria-sort] button.sort::after { content: " \\2195" / ""; color: var(--quiet); }
th[aria-sort="ascending"] button.sort::after { content: " \\2191" / ""; color: inherit; }
th[aria-sort="descending"] button.sort::after { content: " \\2193" / ""; color: inherit; }
tbody[hidden], tr[hidden] { display: none; }
@media print {
  .table-filters, button.copy { display: none; }
  th[aria-sort="none"] button.sort::after { content: none; }
}
`;
