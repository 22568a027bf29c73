/** Replaces some values in the query of the address; an empty one is left out. Going back does not go through each. */
export function keepQuery(names: readonly string[], values: readonly (readonly [name: string, value: string])[]): void {
  const query = new URLSearchParams(location.search);
  for (const name of names) query.delete(name);
  for (const [name, value] of values) if (value !== "") query.append(name, value);
  const search = query.size === 0 ? "" : `?${query}`;
  if (search !== location.search) {
    history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  }
}
