import { type Data, digestOf } from "../language/data.js";
import type { Scenario } from "../language/scenario.js";
import { quoted } from "../trace/brief.js";
import type { KnownData } from "./value-words.js";

/** Of longer lists only each by itself is known. */
const MOST_JOINED = 12;
const LONGEST = 60;

/** The texts that a scenario writes or sends, alone and one after the other, by the digest of their bytes. */
export function knownData(scenario: Scenario): KnownData {
  const known = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) learn(value.flatMap(textOf), known);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit([scenario.phases, scenario.protocols, scenario.peers, scenario.threads]);
  return known;
}

function textOf(value: unknown): readonly string[] {
  const data = Object(value)["data"] as Data | undefined;
  return data !== undefined && typeof data === "object" && "text" in data ? [data.text] : [];
}

function learn(texts: readonly string[], known: Map<string, string>): void {
  const most = texts.length > MOST_JOINED ? 1 : texts.length;
  for (let start = 0; start < texts.length; start++) {
    for (let end = start + 1; end <= Math.min(texts.length, start + most); end++) {
      const text = texts.slice(start, end).join("");
      if (text !== "" && text.length <= LONGEST) known.set(digestOf({ text }).sha256, quoted(text));
    }
  }
}
