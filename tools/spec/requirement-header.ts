import {
  levels, requirementProfiles, type Level, type RequirementProfile, type RequirementTest,
} from "../../spec/requirement.js";

/** What the first line of a requirement says. */
export interface RequirementHeader {
  readonly id: string;
  readonly level: Level;
  readonly profile: RequirementProfile;
  readonly binding: "typescript" | null;
  readonly since: string | null;
  readonly test: RequirementTest;
}

export type HeaderResult =
  | { readonly kind: "header"; readonly header: RequirementHeader }
  | { readonly kind: "problem"; readonly code: HeaderFault; readonly message: string };

type HeaderFault = "requirement-syntax" | "requirement-attribute";

const attribute = /([a-z]+)=(?:"([^"]*)"|([^\s"{}]+))/g;
const line = new RegExp(`^r\\[([^\\]]*)\\]\\{((?:\\s*${attribute.source})*)\\s*\\}$`);
const known = new Set(["level", "profile", "binding", "since", "test", "reason"]);

/** Reads a line such as `r[timer.once]{level=must profile=core}`. */
export function parseHeader(source: string): HeaderResult {
  const match = line.exec(source.trim());
  if (match === null) {
    return problem("requirement-syntax", "expected r[id]{level=... profile=...} on a line of its own");
  }
  const [, id = "", list = ""] = match;
  const attributes = new Map<string, string>();
  for (const [, key = "", quoted, bare = ""] of list.matchAll(attribute)) {
    if (!known.has(key)) return problem("requirement-attribute", `unknown attribute ${key}`);
    if (attributes.has(key)) return problem("requirement-attribute", `attribute ${key} is given twice`);
    attributes.set(key, quoted ?? bare);
  }
  return readAttributes(id, attributes);
}

function readAttributes(id: string, attributes: ReadonlyMap<string, string>): HeaderResult {
  const level = levels.find((name) => name === attributes.get("level"));
  if (level === undefined) return problem("requirement-attribute", `level must be one of ${levels.join(", ")}`);
  const profile = requirementProfiles.find((name) => name === attributes.get("profile"));
  if (profile === undefined) {
    return problem("requirement-attribute", `profile must be one of ${requirementProfiles.join(", ")}`);
  }
  const binding = attributes.get("binding") ?? null;
  if (binding !== null && binding !== "typescript") {
    return problem("requirement-attribute", "binding must be typescript");
  }
  const test = attributes.get("test");
  if (test !== undefined && test !== "none") return problem("requirement-attribute", "test must be none");
  const reason = attributes.get("reason");
  if (test === undefined && reason !== undefined) {
    return problem("requirement-attribute", "reason belongs to test=none");
  }
  const since = attributes.get("since") ?? null;
  return {
    kind: "header",
    header: {
      id, level, profile, binding, since,
      test: test === "none" ? { kind: "none", reason: (reason ?? "").trim() } : { kind: "scenario" },
    },
  };
}

function problem(code: HeaderFault, message: string): HeaderResult {
  return { kind: "problem", code, message };
}
