import type { Mutant } from "./mutants.js";

/**
 * What is made of a module:
 * - `switches`: all mutants are in it, each behind `on(number)`, which says whether it is the one that is tried;
 * - `witnesses`: it does what it did, and tells of each mutant when it would do something else: when it is reached, or,
 *   where that can be seen, when it is reached and its value differs.
 */
export type Form = "switches" | "witnesses";

export interface Instruments {
  readonly form: Form;
  readonly numberOf: (mutant: Mutant) => number;
  /** The specifier of the module with `on` and `see`. */
  readonly switchModule: string;
}

/** The text of a module with instruments for its mutants in it. Lines stay where they were. */
export function instrumented(text: string, mutants: readonly Mutant[], instruments: Instruments): string {
  const opening = new Map<number, string[]>();
  const closing = new Map<number, string[]>();
  for (const group of groupsOf(mutants)) {
    const [before, after] = around(group, instruments);
    const { start, end } = group[0].change;
    opening.set(start, [...(opening.get(start) ?? []), before]);
    closing.set(end, [after, ...(closing.get(end) ?? [])]);
  }
  const cuts = [...new Set([0, ...opening.keys(), ...closing.keys(), text.length])].sort((one, other) => one - other);
  const parts = cuts.map((at, index) =>
    [...(closing.get(at) ?? []), ...(opening.get(at) ?? []), text.slice(at, cuts[index + 1] ?? at)].join(""));
  return `import { on as $on, see as $see } from ${JSON.stringify(instruments.switchModule)}; ${parts.join("")}`;
}

type Group = readonly [Mutant, ...Mutant[]];

/** Those that change the same part of the text, the larger parts before those in them. */
function groupsOf(mutants: readonly Mutant[]): readonly Group[] {
  const groups = new Map<string, [Mutant, ...Mutant[]]>();
  for (const mutant of mutants) {
    const { start, end, kind } = mutant.change;
    const key = `${start} ${end} ${kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [mutant]);
    else group.push(mutant);
  }
  return [...groups.values()].sort(([{ change: one }], [{ change: other }]) =>
    one.start - other.start || other.end - one.end || (one.kind === "removal" ? -1 : 1));
}

/** What is put before and behind a part of the text. */
function around(group: Group, { form, numberOf }: Instruments): readonly [before: string, after: string] {
  const choices: string[] = [];
  const others: string[] = [];
  for (const mutant of group) {
    const { change } = mutant;
    const number = numberOf(mutant);
    if (change.kind === "removal") return aroundStatements(mutant, number, form);
    const seen = form === "witnesses" && change.isPure && !mutant.isStatic;
    if (seen) others.push(`[${number}, () => (${change.text})]`);
    else choices.push(`$on(${number}) ? (${change.text}) : `);
  }
  if (others.length === 0) return [`(${choices.join("")}(`, "))"];
  return [`(${choices.join("")}$see(() => (`, `), [${others.join(", ")}]))`];
}

function aroundStatements({ change, isStatic }: Mutant, number: number, form: Form): readonly [string, string] {
  const assigns = change.kind === "removal" ? change.assigns : undefined;
  if (form === "switches" || assigns === undefined || isStatic) return [`{ if (!$on(${number})) { `, " } }"];
  const [target, value] = assigns;
  return [`{ $see(() => (${target}), [[${number}, () => (${value})]]); `, " }"];
}
