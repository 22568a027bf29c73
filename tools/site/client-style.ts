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
.bar .theme { margin-left: auto; color: var(--quiet); font-size: .875rem; }
.table-filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 1rem 0; }
.table-filters label { color: var(--quiet); font-size: .875rem; }
.table-filters .count { margin: 0; flex-basis: 100%; }
th[aria-sort] button.sort {
  border: 0; background: none; padding: 0; font-weight: inherit; text-align: inherit; color: inherit;
}
th[aria-sort] button.sort::after { content: " \\2195" / ""; color: var(--quiet); }
th[aria-sort="ascending"] button.sort::after { content: " \\2191" / ""; color: inherit; }
th[aria-sort="descending"] button.sort::after { content: " \\2193" / ""; color: inherit; }
tbody[hidden], tr[hidden] { display: none; }
@media print { .theme, .table-filters { display: none; } }
`;
