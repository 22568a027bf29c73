import { createHash } from "node:crypto";
import { agentFaults } from "../../conformance/faulty/agents/index.js";
import { nameOf } from "../../conformance/faulty/fault-names.js";
import { faults } from "../../conformance/faulty/index.js";
import { nameOfShimFault, shimFaults } from "../../conformance/faulty/shims/index.js";
import { scenarios } from "../../conformance/scenarios/index.js";
import { edition } from "../../spec/edition.js";
import type { Requirement } from "../../spec/requirement.js";
import { requirements } from "../../spec/requirements.js";

/** Something that breaks a requirement, and is caught for it. */
interface FaultEntry {
  readonly name: string;
  readonly kind: "reactor" | "shim" | "agent";
  readonly does: string;
}

/** The machine's copy of the standard: `spec/spec.schema.json` says what is in it. */
export function specJson(): string {
  const head = {
    schemaVersion: 1, name: "The Reactor Standard", version: edition.version, draft: edition.draft, date: edition.date,
    page: "spec.html", licence: "CC0-1.0",
  };
  const lines = requirements.map((requirement) => `  ${JSON.stringify(entryOf(requirement))}`);
  // A requirement a line, so that two versions can be compared line by line.
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "requirements": [\n${lines.join(",\n")}\n ]\n}\n`;
}

function entryOf({ binding, ...requirement }: Requirement): object {
  const { id, aliases, level, profile, text, intent, prior, chapter, anchor, since, test } = requirement;
  return {
    id, aliases, level, profile, binding: binding ?? null, text, intent, prior, chapter,
    permalink: `spec.html#${anchor}`, since, test,
    sha256: createHash("sha256").update(text).digest("hex"),
    scenarios: scenarios.filter(({ checks }) => checks.includes(id)).map((scenario) => scenario.id),
    faults: faultsOf(id),
  };
}

function faultsOf(id: string): readonly FaultEntry[] {
  const isOf = ({ breaks }: { readonly breaks: string }): boolean => breaks === id;
  return [
    ...faults.filter(isOf).map((fault) => ({ name: nameOf(fault), kind: "reactor", does: fault.does } as const)),
    ...shimFaults.filter(isOf).map((fault) =>
      ({ name: nameOfShimFault(fault), kind: "shim", does: fault.does } as const)),
    ...agentFaults.filter(isOf).map(({ breaks, does }) => ({ name: breaks, kind: "agent", does } as const)),
  ];
}
