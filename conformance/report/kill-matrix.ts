import type { FaultProof, ProofResult } from "../driver/proof.js";
import type { Display } from "./report.js";
import { styleOf, type Style } from "./style.js";

/** How many of the other requirements that a fault breaks are named. */
const NAMED = 4;

/** The kill matrix for people: a row a faulty reactor, then all that is not as it should be. */
export function killMatrix(result: ProofResult, display: Display): string {
  const style = styleOf(display.colours);
  const sections = [
    ...areaSections(result.faults, style),
    section("The base does not pass", result.control, style),
    section("Not caught", result.faults.filter((each) => !each.killed).map(faultLine), style),
    section("Not caught over the agent protocol, or not for its own reason", result.faults.flatMap(agentLine), style),
    section("Caught for another reason", result.faults.filter(forAnotherReason).map(faultLine), style),
    section("Caught in words that name no event and no value", result.mute, style),
    oddityRows(result, style),
    section("Holes", result.holes.map(({ requirement, why }) => `${requirement}: ${why}`), style),
    [summaryLine(result, style)],
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function areaSections(faults: readonly FaultProof[], style: Style): string[][] {
  const areas = new Map<string, FaultProof[]>();
  for (const fault of faults) {
    const area = fault.requirement.split(".")[0] ?? fault.requirement;
    areas.set(area, [...(areas.get(area) ?? []), fault]);
  }
  return [...areas].map(([area, own]) => {
    const caught = own.filter((each) => each.byOwnReason).length;
    return [`${style.bold(area)}  ${caught} of ${own.length} caught`, ...own.map((fault) => faultRow(fault, style))];
  });
}

function faultRow(fault: FaultProof, style: Style): string {
  const also = fault.alsoFails.length === 0 ? "" : style.dim(`  (with it: ${some(fault.alsoFails)})`);
  return `  ${verdictOf(fault, style)}  ${fault.id}: ${fault.does}${also}`;
}

function verdictOf(fault: FaultProof, style: Style): string {
  if (fault.byOwnReason) return style.of("pass", "caught");
  return fault.killed ? style.of("inconclusive", "REASON") : style.of("fail", "PASSES");
}

function some(ids: readonly string[]): string {
  const more = ids.length - NAMED;
  return `${ids.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function forAnotherReason(fault: FaultProof): boolean {
  return fault.killed && !fault.byOwnReason;
}

function faultLine({ id, does, says, alsoFails }: FaultProof): string {
  const said = says === null ? "" : `; the kit says: ${says}`;
  const instead = says === null && alsoFails.length > 0 ? `; failed instead: ${alsoFails.join(", ")}` : "";
  return `${id}: ${does}${said}${instead}`;
}

function agentLine({ id, does, overAgent }: FaultProof): string[] {
  if (overAgent === null || overAgent.byOwnReason) return [];
  return [`${id}: ${does}${overAgent.says === null ? "" : `; the kit says: ${overAgent.says}`}`];
}

function oddityRows({ oddities }: ProofResult, style: Style): string[] {
  if (oddities.length === 0) return [];
  return [style.bold("Lawful oddities"), ...oddities.flatMap(({ name, uses, passed, failures }) => [
    `  ${passed ? style.of("pass", "pass") : style.of("fail", "FAIL")}  ${name}: ${uses}`,
    ...failures.map((failure) => `        ${failure}`),
  ])];
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.of("fail", style.bold(title)), ...lines.map((line) => `  ${line}`)];
}

function summaryLine({ control, faults, oddities, holes, mute, exitCode }: ProofResult, style: Style): string {
  const caught = faults.filter((each) => each.byOwnReason).length;
  const overAgent = faults.flatMap((each) => each.overAgent ?? []);
  const caughtThere = overAgent.filter((each) => each.byOwnReason).length;
  const passing = oddities.filter((each) => each.passed).length;
  const counted = [
    `${caught} of ${faults.length} faulty reactors caught for their own reason`,
    ...(overAgent.length === 0 ? [] : [`${caughtThere} of ${overAgent.length} over the agent protocol, too`]),
    `${passing} of ${oddities.length} lawful oddities pass`,
    ...(holes.length === 0 ? [] : [`holes: ${holes.length}`]),
    ...(mute.length === 0 ? [] : [`failures that name nothing: ${mute.length}`]),
    ...(control.length === 0 ? [] : ["the base fails"]),
  ];
  const proven = exitCode === 0;
  const conclusion = style.of(proven ? "pass" : "fail", style.bold(proven ? "proven" : "not proven"));
  return `${conclusion}: ${counted.join(", ")}`;
}
