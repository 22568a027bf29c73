import { requirements } from "../../spec/requirements.js";
import type { CheckResult } from "../oracle/check-trace.js";
import { failureLines, undecidedLines } from "./failure-lines.js";
import { failuresOf, undecidedOf, type Failure, type Told } from "./failure.js";
import { kit, spec } from "./kit.js";
import { section } from "./pretty.js";
import type { Display } from "./report.js";
import { styleOf } from "./style.js";
import { counts } from "./verdicts.js";

/** The version of the form of the JSON result. */
const schemaVersion = 1;

/** What recorded traces came to, for people. `again` is the command that judges them. */
export function checkAsText(result: CheckResult, again: string, display: Display): string {
  const style = styleOf(display.colours);
  const { traces, requirements: judged, evidence, places } = result;
  const told: Told = { requirements, rerun: () => again, result: { requirements: judged, scenarios: evidence } };
  const placed = ({ id }: Failure, lines: readonly string[]): readonly string[] => {
    const place = places.get(id);
    return place === undefined ? lines : [...lines, `line:  ${place}`];
  };
  const sections = [
    ...undecidedOf(told).map((each) => section(each, placed(each, undecidedLines(each, style)), style)),
    ...failuresOf(told).map((each) => section(each, placed(each, failureLines(each, style)), style)),
  ];
  const events = traces.reduce((sum, each) => sum + each.events, 0);
  const unknown = traces.filter(({ scenario }) => scenario === null).length;
  const weight = result.exitCode === 0 ? "pass" : "fail";
  const lines = [
    ...(unknown === 0 ? [] : [
      `of ${amount(unknown, "trace")} the scenario is not known: only what holds of every trace is judged`,
    ]),
    `${style.of(weight, style.bold(conclusions[result.exitCode]))}: ${amount(events, "event")} in `
      + `${amount(traces.length, "trace")}${judged.length === 0 ? "" : `; ${counts(judged)}`}`,
  ];
  return [...sections, lines].map((each) => `${each.join("\n")}\n`).join("\n");
}

const conclusions = {
  0: "nothing is found against it", 1: "it breaks the standard", 3: "no verdict: an agent broke",
  4: "no verdict: there is nothing to judge",
} as const;

/** The same for programs. */
export function checkAsJson({ traces, requirements: judged, places, summary, exitCode }: CheckResult): string {
  const results = judged.map(({ scenarios: _, ...each }) => ({ ...each, at: places.get(each.id) ?? null }));
  return `${JSON.stringify({ schemaVersion, kit, spec, exitCode, summary, traces, requirements: results }, null, 2)}\n`;
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
