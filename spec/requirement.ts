import type { Profile } from "./reactor.js";

/** Every profile, by name. */
export const profiles = [
  "core", "tcp", "unix", "udp", "tls", "threads", "resolver", "streams", "shim", "adapters",
] as const satisfies readonly Profile[];

/** A set of requirements: of a reactor, or of the test agents that reactors are judged by. */
export type RequirementProfile = Profile | "agent";

/** Every profile that a requirement can be of. */
export const requirementProfiles = [...profiles, "agent"] as const satisfies readonly RequirementProfile[];

/** Whether a requirement binds reactors. Those that do not are checked before a reactor is judged. */
export function bindsReactors({ profile }: Pick<Requirement, "profile">): boolean {
  return profile !== "agent";
}

/** Every level: the weight of the BCP 14 keyword of the sentence. */
export const levels = ["must", "should", "may"] as const;

export type Level = (typeof levels)[number];

/** How a requirement is tested: by scenarios, or not at all, for a stated reason. */
export type RequirementTest =
  | { readonly kind: "scenario" }
  | { readonly kind: "none"; readonly reason: string };

/** One normative sentence of the standard. Texts are plain: code in backticks, links followed by their address. */
export interface Requirement {
  /** Permanent, worded, dotted. */
  readonly id: string;
  /** Former ids of the same rule. */
  readonly aliases: readonly string[];
  readonly level: Level;
  readonly profile: RequirementProfile;
  /** Present for a rule of one language binding alone. */
  readonly binding?: "typescript";
  /** The normative sentence. */
  readonly text: string;
  /** Why the rule is there. */
  readonly intent: string;
  /** What was seen in real reactors, or null. */
  readonly prior: string | null;
  /** The chapter's file name in `spec/`. */
  readonly chapter: string;
  /** The fragment that names the requirement on the published page. */
  readonly anchor: string;
  /** The version of the standard that brought the requirement in. */
  readonly since: string;
  readonly test: RequirementTest;
}
