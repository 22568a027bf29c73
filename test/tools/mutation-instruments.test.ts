import assert from "node:assert/strict";
import { instrumented, type Form } from "../../tools/mutation/instrument.js";
import { idOf, mutantsOf, type Mutant } from "../../tools/mutation/mutants.js";

const map = JSON.stringify({ version: 3, sources: ["a.ts"], names: [], mappings: "AAAA;AACA;AACA" });

/** A module that does a bit of everything, and tells what it did. */
const text = `export function deed(input, log = []) {
    const say = (what) => log.push(what);
    let count = 0;
    for (const each of input) {
        if (each?.skipped) continue;
        if (each === undefined || each.size > 3) { say("end"); break; }
        count += each.size * 2;
        while (count > 5) { count -= 3; say(count); }
    }
    switch (count) { case 4: say("four"); break; case 2: say("two"); break; default: say(input?.length ?? "none"); }
    try { if (count < 2) throw new Error("few"); say("many"); } catch (error) { say(error.message); return log; }
    return [...log, !count, -1];
}
`;

const inputs: readonly unknown[] = [
  [], [{ size: 1 }], [{ size: 1 }, { skipped: true, size: 1 }, { size: 1 }], [{ size: 3 }, { size: 3 }, undefined],
  [{ size: 4 }], [{ size: 2 }],
];

interface Module {
  deed(input: unknown): unknown;
}

function load(source: string): Promise<Module> {
  return import(`data:text/javascript,${encodeURIComponent(source)}`) as Promise<Module>;
}

function outcomes({ deed }: Module): readonly unknown[] {
  return inputs.map((input) => {
    try {
      return deed(structuredClone(input));
    } catch (error) {
      return String(error);
    }
  });
}

/** A switch whose choice, and what is seen of each mutant, is in a global. */
const state: { chosen: number; readonly seen: Set<number>; steps: number } = { chosen: -1, seen: new Set(), steps: 0 };
Object.assign(globalThis, { mutationTest: state });
const switchModule = `data:text/javascript,${encodeURIComponent(`
  const state = globalThis.mutationTest;
  export function on(mutant) {
    if (++state.steps > 1000) throw new Error("no end");
    state.seen.add(mutant);
    return mutant === state.chosen;
  }
  export function see(original, others) {
    const value = original();
    for (const [mutant, other] of others) {
      try { if (!Object.is(value, other())) state.seen.add(mutant); } catch { state.seen.add(mutant); }
    }
    return value;
  }`)}`;

describe("a module with instruments for its mutants", () => {
  const mutants = mutantsOf({ file: "a.ts", text, map });
  const make = (form: Form): Promise<Module> => load(instrumented(text, mutants, {
    form, switchModule, numberOf: (mutant) => mutants.indexOf(mutant),
  }));
  const run = (module: Module, chosen: number): readonly unknown[] => {
    Object.assign(state, { chosen, steps: 0 });
    state.seen.clear();
    return outcomes(module);
  };
  /** Changed directly, the loop may have no end. */
  const endless = ({ change: { start } }: Mutant): boolean =>
    start >= text.indexOf("while (") && start <= text.indexOf("say(count); }");

  it("does what it did, with none of them chosen", async () => {
    const expected = outcomes(await load(text));
    assert.deepEqual(run(await make("switches"), -1), expected);
    assert.deepEqual(run(await make("witnesses"), -1), expected);
  });

  it("does with each of them what the changed text does", async () => {
    const module = await make("switches");
    for (const [number, mutant] of mutants.entries()) {
      if (endless(mutant)) continue;
      const { change } = mutant;
      const other = change.kind === "removal" ? ";" : `(${change.text})`;
      const direct = outcomes(await load(text.slice(0, change.start) + other + text.slice(change.end)));
      assert.deepEqual(run(module, number), direct, JSON.stringify(mutant.key));
    }
  });

  it("tells of every mutant that does something else", async () => {
    const [switches, witnesses] = [await make("switches"), await make("witnesses")];
    const expected = run(witnesses, -1);
    const seen = new Set(state.seen);
    assert.ok(seen.size < mutants.length);
    for (const [number, mutant] of mutants.entries()) {
      if (endless(mutant) || seen.has(number)) continue;
      assert.deepEqual(run(switches, number), expected, JSON.stringify(mutant.key));
    }
  });

  it("has mutants with names of their own, and the lines of the source", () => {
    assert.equal(new Set(mutants.map(({ id }) => id)).size, mutants.length);
    const [first, second] = mutantsOf({ file: "a.ts", text: "f(1, 1);\n", map }).filter(({ key }) =>
      key.replacement === "1 + 1");
    assert.deepEqual([first?.key.ordinal, second?.key.ordinal, first?.line], [1, 2, 1]);
    assert.equal(first?.isStatic, true);
    assert.equal(first?.id, idOf(first?.key ?? assert.fail()));
  });
});
