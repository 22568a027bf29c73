import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
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
    const data = [...platformErrors.values()].map(({ code, category, calls, linux, macos, windows }) =>
      [code, category, calls.join(", "), ...[linux, macos, windows].map((number) => String(number ?? ""))]);
    assert.deepEqual(tableUnder("error-table"), data);
  });

  it("has the numbers of this host", () => {
    const column = ({ linux: "linux", darwin: "macos" } as const)[process.platform as "linux" | "darwin"];
    if (column === undefined) return;
    const numbers = new Map<string, number>(Object.entries(constants.errno));
    for (const row of platformErrors.values()) {
      const isOfResolver = row.calls.every((call) => call === "resolve");
      assert.equal(row[column], isOfResolver ? null : numbers.get(row.code) ?? row[column], row.code);
      assert.ok(row.calls.length > 0, row.code);
    }
  });

  it("explains every category, in the order of the interface", () => {
    assert.deepEqual(tableUnder("error-categories").map(([category]) => category), errorCategories);
  });
});
