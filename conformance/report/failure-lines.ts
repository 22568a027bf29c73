import type { Failure } from "./failure.js";
import type { Style } from "./style.js";
import type { TraceRow } from "./trace-rows.js";

/** A failure as lines of plain text, below its heading. */
export function failureLines(failure: Failure, style: Style): string[] {
  const { sentence, says, howOften, endedEarly, scenario, trace, legend, diagnostics, others } = failure;
  return [
    ...(sentence === null ? [] : [sentence]),
    style.of("fail", howOften === null ? says : `${says} (${howOften})`),
    ...(endedEarly === null ? [] : [`the scenario ended early: ${endedEarly}`]),
    ...(scenario === null ? [] : [style.dim(`in the scenario ${nameOf(scenario)}`)]),
    ...(trace.length === 0 ? [] : [style.dim(legend), ...trace.map((row) => traceLine(row, style))]),
    ...diagnosticLines(diagnostics, style),
    ...otherLines(others),
    ...whereToGo(failure),
  ];
}

/** The same of a requirement that could not be judged: its trace may be of anything. */
export function undecidedLines(failure: Failure, style: Style): string[] {
  return [failure.says, ...diagnosticLines(failure.diagnostics, style), ...whereToGo(failure)];
}

function nameOf({ id, title }: NonNullable<Failure["scenario"]>): string {
  return title === null ? id : `${id}: ${title}`;
}

function traceLine(row: TraceRow, style: Style): string {
  if (row.kind === "gap") return style.dim(`  ${columns("", "", row.what)}`);
  const text = columns(row.seq, row.time, `${"  ".repeat(row.nesting)}${row.what}`);
  return row.forbidden ? style.of("fail", `> ${text}`) : `  ${text}`;
}

function columns(seq: string, time: string, what: string): string {
  return `${seq.padStart(6)}  ${time.padStart(10)}  ${what}`;
}

function diagnosticLines(lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ["its diagnostics end with:", ...lines.map((line) => style.dim(`  | ${line}`))];
}

/** How many of the further findings are told. */
const OTHERS = 3;

function otherLines(others: readonly string[]): string[] {
  const more = others.length - OTHERS;
  return [
    ...others.slice(0, OTHERS).map((each) => `also: ${each}`),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? "finding" : "findings"} against it`] : []),
  ];
}

function whereToGo({ permalink, rerun }: Failure): string[] {
  return [...(permalink === null ? [] : [`rule:  ${permalink}`]), `again: ${rerun}`];
}
