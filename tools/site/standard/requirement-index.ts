import { levels, type Level, type Requirement } from "../../../spec/requirement.js";

/** All requirements by their ids, area by area; markup. */
export function requirementIndex(requirements: readonly Requirement[], depth: number): string {
  const entries = requirements.flatMap(({ id, level, aliases }): readonly Entry[] =>
    [{ id, level, anchor: id }, ...aliases.map((alias) => ({ id: alias, level, anchor: id }))]);
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const areas = new Set(sorted.map(areaOf));
  const sections = [...areas].map((area) => areaSection(area, sorted.filter((entry) => areaOf(entry) === area), depth));
  return sections.join("\n");
}

function areaSection(area: string, entries: readonly Entry[], depth: number): string {
  return [
    `<section class="area"><h${depth}>${area} <span class="count">${countOf(entries)}</span></h${depth}>`,
    '<ul class="index">', ...entries.map(item), "</ul></section>",
  ].join("\n");
}

/** The level is said where it is not the usual one; a former id leads to the one that it has become. */
function item({ id, level, anchor }: Entry): string {
  const badge = level === "must" ? "" : ` <span class="level ${level}">${level.toUpperCase()}</span>`;
  const see = id === anchor ? "" : ` see <a class="id" href="#${anchor}">${anchor}</a>`;
  return `<li><a class="id" href="#${anchor}">${id}</a>${badge}${see}</li>`;
}

function areaOf({ id }: Entry): string {
  return id.split(".")[0] ?? "";
}

interface Entry {
  readonly id: string;
  readonly level: Level;
  readonly anchor: string;
}

function countOf(entries: readonly Entry[]): string {
  return String(entries.filter(({ id, anchor }) => id === anchor).length);
}

/** How many requirements there are of each level, in words. */
export function levelCounts(requirements: readonly Requirement[]): string {
  return levels.map((level) => ({ level, count: requirements.filter((each) => each.level === level).length }))
    .filter(({ count }) => count > 0).map(({ level, count }) => `${count} ${level.toUpperCase()}`).join(", ");
}
