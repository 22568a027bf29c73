import { requirements } from "../../spec/requirements.js";
import { kit, spec } from "../report/kit.js";
import { mergeShards } from "../report/merge-shards.js";
import type { Command } from "./command.js";
import { aboutReporters, openReporters, reporterOption, writeReports } from "./reporter-arguments.js";
import { readReport } from "./report-file.js";
import { shellLine } from "./subject-arguments.js";

export const merge: Command = {
  name: "merge",
  summary: "put the reports of all shards of a run together",
  synopsis: ["merge REPORT.json ..."],
  about: [
    `Each REPORT.json is what test --shard I/N --reporter json has written, and all N are needed, in any order. They
    have to be of one subject, judged by one version of the kit and in one way, on hosts of one kind; each is verified
    first, and one that was changed is refused. The verdict, the reports and the exit code are those of test on the
    whole.`,
    aboutReporters,
  ],
  options: reporterOption,
  examples: [
    ["Judge in three shards, and read the whole", "reactor-standard merge 1.json 2.json 3.json"],
    ["Keep the whole", "reactor-standard merge shards/*.json --reporter json=report.json"],
  ],
  run(args, terminal) {
    const files = args.positionals.map((path) => ({ path, report: readReport(path, terminal.cwd) }));
    const { environment, result } = mergeShards(files);
    const outputs = openReporters(args.values("reporter"), terminal.cwd);
    const rerun = (id: string): string => shellLine(["npx", "reactor-standard", "test", "SUBJECT", id]);
    const isWritten = writeReports(outputs, { kit, spec, environment, result, requirements, rerun }, terminal);
    return Promise.resolve(isWritten ? result.exitCode : 3);
  },
};
