import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../../conformance/driver/usage-error.js";
import type { Fate, MutantResult } from "../../tools/mutation/campaign.js";
import { mutantsToTry } from "../../tools/mutation/mutate.js";
import { optionsOf } from "../../tools/mutation/mutation-options.js";
import { percent, problemLines, scoreTable } from "../../tools/mutation/mutation-report.js";
import type { Mutant } from "../../tools/mutation/mutants.js";
import { withoutRepeats } from "../../tools/mutation/reach.js";
import { scoresOf } from "../../tools/mutation/score.js";
import { problemsOf, readSurvivors } from "../../tools/mutation/survivor-list.js";
import { runProgram, type Outcome } from "../conformance/command-line.js";

const main = fileURLToPath(new URL("../../tools/mutation/main.js", import.meta.url));

function run(...args: readonly string[]): Promise<Outcome> {
  return runProgram(main, args);
}

const timedCalls = mutantsToTry({ files: ["timed-calls.ts"], only: [] });

function mutantOf(within: string, original: string, replacement: string): Mutant {
  const found = timedCalls.find(({ key }) =>
    key.within === within && key.original === original && key.replacement === replacement);
  return found ?? assert.fail(`no mutant ${within}: ${original} -> ${replacement}`);
}

describe("the mutation tool", () => {
  it("tells what a scenario sees from what none can see, and ends what comes to no end", async () => {
    const early = mutantOf("TimedCalls.cancel", "entry.place < 0", "entry.place >= 0");
    const endless = mutantOf("TimedCalls.wake", "count -= 1", "count += 1");
    const unseen = mutantOf("TimedCalls.#order", "0", "1");
    const ids = [early, endless, unseen].flatMap(({ id }) => ["--only", id]);
    const { code, stdout, stderr } = await run(
      "--subject", "simulated", "--jobs", "1", "--json", ...ids, "timer.cancel.result");
    assert.equal(code, 0, stderr);
    const told = JSON.parse(stdout) as readonly { id: string; kind: string; how?: string; scenario?: string }[];
    const fateOf = ({ id }: Mutant): string => {
      const { kind, how = "" } = told.find((each) => each.id === id) ?? assert.fail(id);
      return `${kind} ${how}`.trim();
    };
    assert.equal(fateOf(early), "killed fails");
    assert.equal(fateOf(endless), "killed hangs");
    assert.equal(fateOf(unseen), "survived");
  });

  it("lists mutants by the lines of the source, and refuses what it does not know", async () => {
    const { code, stdout } = await run("--list", "--file", "deadline-heap.ts");
    assert.equal(code, 0);
    assert.match(stdout, /^[0-9a-f]{8} {2}reference\/core\/deadline-heap\.ts:12 {2}isBefore: /m);
    assert.deepEqual(await run("--file", "nothing.ts"),
      { code: 2, stdout: "", stderr: "mutation: no file of the core is named nothing.ts\n" });
    assert.throws(() => mutantsToTry({ files: [], only: ["0"] }), new UsageError("no mutant has the id 0"));
    const refuses = (says: string, ...words: readonly string[]): void =>
      assert.throws(() => optionsOf(words), new UsageError(says));
    refuses("--jobs needs a whole number of at least 1, not 0", "--jobs", "0");
    refuses("--subject needs simulated or node, not other", "--subject", "other");
  });

  it("gives every mutant of the core a name of its own, and a line", () => {
    const all = mutantsToTry({ files: [], only: [] });
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    assert.deepEqual(all.filter(({ line }) => line < 1), []);
  });

  it("plays the variants of scenarios only for what nothing else reaches", () => {
    const reached = (scenario: string, ...mutants: readonly number[]) =>
      ({ kind: "reached", scenario, mutants, steps: 1, ms: 1, failure: null }) as const;
    const lean = withoutRepeats([reached("a", 1, 2), reached("a/tls", 1, 3)], (id) => id.includes("/"));
    assert.deepEqual(lean.map(({ mutants }) => mutants), [[1, 2], [3]]);
  });
});

describe("the list of survivors", () => {
  const [killed, listed, open, free] = timedCalls as readonly [Mutant, Mutant, Mutant, Mutant, ...Mutant[]];
  const result = (mutant: Mutant, fate: Fate): MutantResult => ({ mutant, fate, reachedBy: 2 });
  const dead: Fate = { kind: "killed", how: "fails", scenario: "a", says: "b" };
  const results = [
    result(killed, dead), result(listed, { kind: "survived" }), result(open, { kind: "survived" }),
    result(free, { kind: "survived" }),
  ];

  function read(groups: unknown): ReturnType<typeof readSurvivors> {
    const directory = mkdtempSync(join(tmpdir(), "reactor-survivors-"));
    try {
      writeFileSync(join(directory, "list.json"), JSON.stringify(groups));
      return readSurvivors(join(directory, "list.json"));
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  const group = (kind: string, ...mutants: readonly Mutant[]) =>
    ({ kind, why: "because", mutants: mutants.map(({ key }) => key) });

  it("counts what is equivalent neither for nor against", () => {
    const list = read([group("equivalent", listed), group("unspecified", free)]);
    const [score] = scoresOf(results, list);
    assert.deepEqual(score, {
      name: listed.key.file, mutants: 4, killed: { fails: 1, crashes: 0, hangs: 0 }, equivalent: 1, unspecified: 1,
      gaps: 0, unlisted: 1, share: 1 / 3,
    });
    assert.match(scoreTable(scoresOf(results, list)), /timed-calls\.ts +4 +1 +0 +0 +1 +1 +0 +1 +33\.3 %\n/);
    assert.equal(percent(0.84999), "84.9 %");
  });

  it("has to name every survivor, and nothing else", () => {
    const gone = { ...group("equivalent", listed), mutants: [{ ...listed.key, original: "gone" }] };
    const list = read([group("unspecified", killed), gone]);
    const problems = problemsOf(list, results, timedCalls);
    assert.deepEqual(problems.unlisted, [listed, open, free]);
    assert.deepEqual(problems.killed, [results[0]]);
    assert.deepEqual(problems.unknown.map(({ original }) => original), ["gone"]);
    const [score] = scoresOf(results, list);
    const lines = problemLines(problems, results, score, 0.85);
    assert.deepEqual(lines.map((line) => line.split(/[:,] /)[0]),
      ["survived", "survived", "survived", "listed", "listed", "only 25.0 % are killed"]);
    const whole = read([group("equivalent", listed, open, free)]);
    const [all] = scoresOf(results, whole);
    assert.deepEqual(problemLines(problemsOf(whole, results, timedCalls), results, all, 0.85), []);
  });

  it("gives a reason for each, once", () => {
    assert.throws(() => read([{ ...group("equivalent", listed), why: " " }]), /without a reason/);
    assert.throws(() => read([group("equivalent", listed), group("unspecified", listed)]), /listed twice/);
  });
});
