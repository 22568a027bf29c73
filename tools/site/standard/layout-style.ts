/** Where things stand: the contents beside the text where there is room, else over it; the width of the text. */
export const layoutStyle = `
[hidden] { display: none !important; }
#side {
  border: 0; color: inherit; background: var(--page); font-size: .9rem; overflow-y: auto; overscroll-behavior: contain;
}

/* The text is as wide as can be read, what is looked things up in as wide as there is room. */
.with-aside main { max-width: 66rem; line-height: 1.6; }
.title, .chapter > *, .chapter section > *, #how-to-read > * { max-width: 46rem; }
.chapter > section { max-width: none; }
.chapter section section, .chapter :is(.table, figure.code, .whole, .index, .references, .drawing) { max-width: 100%; }

@media (min-width: 70rem) {
  .open-contents, .close-contents { display: none; }
  .with-aside { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  .with-aside > :not(#side, main) { grid-column: 1 / -1; }
  #side {
    display: block; position: sticky; inset: auto; top: 3rem; height: calc(100vh - 3rem); width: auto; margin: 0;
    padding: 1.25rem 1rem; border-right: 1px solid var(--line);
  }
  .with-aside main { width: 100%; padding: 1rem 3rem; margin: 0; }
}
@media (min-width: 104rem) {
  .with-aside { grid-template-columns: minmax(18rem, calc((100vw - 66rem) / 2)) minmax(0, 1fr); }
  #side { padding-left: max(1rem, calc((100vw - 66rem) / 2 - 18rem)); }
}
@media (max-width: 69.99rem) {
  #side:popover-open {
    position: fixed; inset: 0 auto 0 0; width: min(22rem, 88vw); height: 100%; max-height: none; margin: 0;
    padding: 1rem; border-right: 1px solid var(--line);
  }
  .close-contents { float: right; margin: 0 0 .5rem .5rem; font-size: .8rem; }
  #filters { clear: right; }
  #side::backdrop { background: rgb(0 0 0 / .45); }
}
@media (max-width: 61.99rem) { .with-aside .bar .name { display: none; } }

/* The contents. */
#contents h2 {
  margin: 0 0 .5rem; padding: 0 .5rem; font-size: .75rem; letter-spacing: .05em; text-transform: uppercase;
  color: var(--quiet);
}
#contents ul { margin: 0; padding: 0; list-style: none; }
#contents a { display: block; padding: .2rem .5rem; color: inherit; text-decoration: none; border-radius: 4px; }
#contents a:hover { background: var(--panel); }
#contents [aria-current] { font-weight: 600; border-radius: 0 4px 4px 0; box-shadow: inset 3px 0 var(--link); }
.chapters > li { position: relative; }
.chapters > li > a { margin-right: 2rem; }
.chapters summary { position: absolute; top: 0; right: 0; width: 2rem; padding: .2rem .5rem; }
#contents .chapters ul { margin-left: .75rem; border-left: 1px solid var(--line); color: var(--quiet); }
#contents .appendices { margin-top: .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }

/* The filters. */
#filters { margin: 0 0 1rem; padding: 0 .5rem 1rem; border-bottom: 1px solid var(--line); }
#filters .search input { width: 100%; }
#filters .choices { margin-top: .5rem; }
#filters fieldset { margin: .75rem 0 0; padding: 0; border: 0; display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
#filters legend { padding: 0; font-size: .8rem; color: var(--quiet); }
#filters fieldset label { white-space: nowrap; }
#filters input[type="checkbox"] { accent-color: var(--link); margin: 0 .15rem 0 0; }
#filters .selects label {
  display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); align-items: center; width: 100%; margin-top: .3rem;
}
#filters [type="reset"] { margin-top: .75rem; font-size: .85rem; }
#count { margin: .5rem 0 0; color: var(--quiet); font-size: .8rem; }

@media print {
  #side, .self, .title .cite { display: none; }
  .with-aside main { max-width: none; padding: 0; }
  .title, .chapter > *, .chapter section > *, #how-to-read > * { max-width: none; }
}
`;
