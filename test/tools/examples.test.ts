import assert from "node:assert/strict";
import { checkExamples } from "../../tools/spec/examples.js";
import { formatProblem } from "../../tools/spec/lint.js";
import { parseChapter } from "../../tools/spec/parse.js";
import { allTexts, readSpec } from "../../tools/spec/spec.js";

describe("the examples of the chapters and the documents", () => {
  it("compile, run, and print what they say", async () => {
    assert.deepEqual((await checkExamples(allTexts(readSpec()))).map(formatProblem), []);
  });

  it("are found at fault, each at its line", async () => {
    const wrong: readonly (readonly [flags: string, line: string])[] = [
      ["ts example check", "console.log(1);"],
      ["ts example check", "const checked: string = 2;"],
      ["ts example error=TS2322", "const shown: string = 3;"],
      ["ts example error=TS2322", "const right: string = '4';"],
      ["ts example error=TS2345", "const other: string = 5;"],
      ["ts example throws=RangeError", "throw new RangeError('Error: 6');"],
      ["ts example throws=RangeError", "throw new TypeError('RangeError: 7');"],
      ["ts example throws=RangeError", "export const eight = 8;"],
      ['ts example ignore reason="it is wrong"', "const ignored: string = 9;"],
      ["js example", "console.log(10); // → 10"],
      ["js example", "console.log(11); // → 12"],
    ];
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
    const source = [
      ...examples.map((lines) => ["```ts example", ...lines, "```", ""].join("\n")),
      ...wrong.map(([flags, line]) => ["```" + flags, line, "```", ""].join("\n")),
    ].join("\n");
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
        "44 TS2322: Type 'number' is not assignable to type 'string'.",
        "51 compiles without the error TS2322 that it is to show",
        "55 compiles without the error TS2345 that it is to show",
        "56 TS2322: Type 'number' is not assignable to type 'string'.",
        "63 throws TypeError, and is to throw RangeError",
        "67 throws nothing, and is to throw RangeError",
        '80 expected "12", got "11"',
      ],
    );
  });
});
