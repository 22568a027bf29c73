import { UsageError } from "../driver/usage-error.js";
import type { JsonReport } from "../report/json.js";
import { kit, spec } from "../report/kit.js";
import { printable } from "../report/printable.js";
import { styleOf, type Style } from "../report/style.js";
import { conclusionOf } from "../report/verdicts.js";
import { verifyReport, type Verification } from "../report/verify-report.js";
import type { Command } from "./command.js";
import { readReport } from "./report-file.js";

export const verify: Command = {
  name: "verify",
  summary: "make the verdicts of a report once more, and compare",
  synopsis: ["verify REPORT.json"],
  about: [
    `REPORT.json is what test --reporter json has written. Its digests are made once more of what they are digests of;
    the scenarios that it has are compared with those that the standard has for the profiles that it names; and every
    verdict is made once more of the traces, by the oracle of this kit, up to the summary and the exit code. A report
    that was changed in any part contradicts itself, and what is wrong with it is named.`,
    `Verified is what its traces prove. A verdict that rests on a trace which is not there whole, or on none, is named
    as not proven, and the report is not verified. A verified report may still be made up as a whole: this is no signature,
    and who does not trust its author plays the scenarios again.`,
  ],
  options: { json: { about: "Print the result as JSON." } },
  examples: [
    ["Keep a report", "reactor-standard test my.subject.json --reporter json=report.json"],
    ["Verify it", "reactor-standard verify report.json"],
  ],
  run(args, terminal) {
    const [path, ...more] = args.positionals;
    if (path === undefined) throw new UsageError("REPORT is missing: a file that test --reporter json has written");
    if (more.length > 0) throw new UsageError(`one report at a time: ${more.join(" ")} is too much`);
    const report = readReport(path, terminal.cwd);
    const verification = verifyReport(report);
    const exitCode = verification.problems.length + verification.unproven.length === 0 ? 0 : 1;
    terminal.write(args.has("json")
      ? `${JSON.stringify({ schemaVersion: 1, kit, spec, report: path, exitCode, ...verification }, null, 2)}\n`
      : asText(path, report, verification, styleOf(terminal.colours)));
    return Promise.resolve(exitCode);
  },
};

function asText(path: string, report: JsonReport, verification: Verification, style: Style): string {
  const { problems, unproven, verdicts, scenarios } = verification;
  const { subject, terms } = report;
  const part = [
    ...(terms.select.length === 0 ? [] : [`of ${terms.select.join(", ")} alone`]),
    ...(terms.shard === null ? [] : [`of shard ${terms.shard.index} of ${terms.shard.of}`]),
  ];
  const lines = [
    ...problems.map((each) => style.of("fail", printable(each))),
    ...unproven.map((each) => `not proven: ${printable(each)}`),
  ];
  const said = printable(`${subject.name} ${conclusionOf(report).says}`);
  const conclusion = problems.length > 0
    ? style.of("fail", style.bold(`${path} is not what its traces say: ${count(problems.length, "contradiction")}`))
    : unproven.length > 0
      ? style.of("fail", style.bold(`${path} is not verified: ${unproven.length} of what it says is not proven`))
      : `${style.of("pass", style.bold(`${path} is verified`))}: ${count(verdicts, "verdict")} made once more of the `
        + `traces of ${count(scenarios, "scenario")}${part.map((each) => `, ${each}`).join("")}; ${said}`;
  return [...lines, conclusion].map((line) => `${line}\n`).join("");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
