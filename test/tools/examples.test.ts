import assert from "node:assert/strict";
import { checkExamples } from "../../tools/spec/examples.js";
import { formatProblem } from "../../tools/spec/lint.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { readSpec } from "../../tools/spec/spec.js";

describe("the examples of the chapters", () => {
  it("compile, run, and print what they say", async () => {
    assert.deepEqual((await checkExamples(readSpec().chapters)).map(formatProblem), []);
  });

  it("are found at fault, each at its line", async () => {
    const examples = [
      ["console.log(1 + 1); // → 2", "// → ", "console.log();"],
      ["const sum = 1 + 1;", "console.log(sum); // → 3"],
      ["console.log(1); // → 1", "// → 2"],
      ["console.log(1);"],
      ["const sum: string = 1;"],
      ["throw new Error('no');"],
      ["setInterval(() => {}, 1000);"],
      ['import type { Profile } from "reactor-standard";', 'const tcp: Profile = "tcp";', "console.log(tcp); // → tcp"],
    ];
    const source = examples.map((lines) => ["```ts example", ...lines, "```", ""].join("\n")).join("\n");
    const problems = await checkExamples([parseChapter("01.md", source)], 2_000);
    assert.deepEqual(
      problems.toSorted((a, b) => a.line - b.line).map(({ line, message }) => `${line} ${message.split("\n")[0]}`),
      [
        '9 expected "3", got "2"',
        '14 expected "2", got nothing',
        '17 printed "1", which no comment says',
        "22 TS2322: Type 'number' is not assignable to type 'string'.",
        "25 ended with exit code 1:",
        "29 did not end by itself within 2000 ms",
      ],
    );
  });
});
