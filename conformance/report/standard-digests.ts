import { createHash } from "node:crypto";
import { requirements } from "../../spec/requirements.js";
import { scenarios } from "../scenarios/index.js";

/** By what this kit judges, so that a report by the same can be told from one by another. */
export interface StandardDigests {
  /** Of what each requirement says, and of whom. */
  readonly requirements: string;
  /** Of the scenarios, with what they expect. */
  readonly scenarios: string;
}

let digests: StandardDigests | null = null;

export function standardDigests(): StandardDigests {
  digests ??= {
    requirements: sha256(requirements.map(({ id, level, profile, binding, text, test }) =>
      ({ id, level, profile, binding, text, test }))),
    scenarios: sha256(scenarios),
  };
  return digests;
}

function sha256(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
