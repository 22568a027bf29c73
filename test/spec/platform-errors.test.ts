import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { errorCategories } from "../../spec/error-categories.js";
import { platformErrors } from "../../spec/platform-errors.js";
import { specDirectory } from "../../tools/spec/spec.js";

const chapter = readFileSync(new URL("09-errors.md", specDirectory), "utf8");

/** The cells of the table that follows a heading, without its head; code without its backticks. */
function tableUnder(anchor: string): readonly (readonly string[])[] {
  const [, section = ""] = chapter.split(`{#${anchor}}`);
  const [untilNext = ""] = section.split("\n## ");
  const rows = untilNext.split("\n").filter((line) => line.startsWith("|")).slice(2);
  return rows.map((row) => row.slice(1, -1).split("|").map((cell) => cell.trim().replaceAll("`", "")));
}

describe("the chapter on errors", () => {
  it("shows the table of the platforms' codes", () => {
    const data = [...platformErrors.values()].map(({ code, category, linux, macos, windows }) =>
      [code, category, ...[linux, macos, windows].map((number) => number === null ? "" : String(number))]);
    assert.deepEqual(tableUnder("error-table"), data);
  });

  it("explains every category, in the order of the interface", () => {
    assert.deepEqual(tableUnder("error-categories").map(([category]) => category), errorCategories);
  });
});
