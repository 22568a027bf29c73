import { claimsInBrief } from "./claims-in-brief.js";
import { playedHow } from "./played-how.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";

/** A name is no place for more characters. */
const LONGEST = 200;

/** What was judged, by what, and where: the facts that stand above every report, each with its name. */
export interface Heading {
  /** The subject's name and version. */
  readonly subject: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export function headingOf({ kit, spec, environment, result }: Report): Heading {
  const { name, version, language, runtime, profiles } = result.subject;
  const { node, platform, arch, release, cpus } = environment;
  return {
    subject: printable([name, version].join(" ").trim(), LONGEST),
    facts: Object.entries({
      "subject": name, "version": version, "language": language, "runtime": runtime, "profiles": claimsInBrief(profiles),
      "standard": spec.version, "kit": `${kit.name} ${kit.version}`,
      "environment": `Node ${node.replace(/^v/, "")}, ${platform} ${release}, ${arch}, ${cpus} processors`,
      "played": playedHow(result.terms) ?? "",
    }).filter(([, value]) => value !== "").map(([fact, value]) => [fact, printable(value, LONGEST)] as const),
  };
}
