import type { HostTurns, Operation } from "../language/operations.js";
import type { HostFeature, Phase, Scenario } from "../language/scenario.js";
import { nounOfEvent } from "./event-nouns.js";
import { endingWords, soughtWords } from "./expectation-words.js";
import { knownData } from "./known-data.js";
import { operationWords } from "./operation-words.js";
import { peerWords } from "./peer-words.js";
import { abridged, counted, inSentences, listed, nameOf, sentence } from "./phrases.js";
import { protocolWords } from "./protocol-words.js";
import { shimStepWords } from "./shim-words.js";
import { threadScriptWords } from "./thread-words.js";
import { unknownKind } from "./unknown-kind.js";
import type { KnownData } from "./value-words.js";

/** A scenario as people read it, in whole sentences. */
export interface ScenarioWords {
  /** Who takes part. */
  readonly given: readonly string[];
  /** What is done, and when it is over. */
  readonly when: readonly string[];
  /** What the trace then shows. */
  readonly then: readonly string[];
}

/**
 * What a scenario gives, does and expects, in sentences that are made from its data alone. Of one that is another over
 * another kind of connections only that is said, and what it expects. An expectation of another requirement than the
 * one that is asked for, which is the scenario's first by default, says of which.
 */
export function scenarioWords(scenario: Scenario, requirement = scenario.checks[0]): ScenarioWords {
  const known = knownData(scenario);
  const then = thenSentences(scenario, known, requirement);
  if (scenario.variantOf !== undefined) {
    return { given: [], when: [sentence(`all is as in ${scenario.variantOf}, ${overWhat(scenario)}`)], then };
  }
  return {
    given: givenClauses(scenario).map(sentence),
    when: [...deedSentences(scenario), sentence(`it is over once this has come: ${endingWords(scenario.ends, known)}`)],
    then,
  };
}

/** Over what another scenario is played: what its title says in front. */
function overWhat({ title }: Scenario): string {
  return title.split(":")[0] ?? title;
}

function givenClauses(scenario: Scenario): readonly string[] {
  const { binding, claims = [], lacks = [], needs = [], errorHook, pool } = scenario;
  const { protocols = {}, peers = {}, threads = {} } = scenario;
  return [
    ...(claims.length === 0 && lacks.length === 0 ? [] : [claimWords(scenario, claims, lacks)]),
    ...(needs.length === 0 ? [] : [`the host has ${listed(needs.map(featureWords))}`]),
    ...(binding === undefined ? [] : ["the binding is that of TypeScript"]),
    ...(errorHook === undefined ? [] : ["the kit sets no error hook"]),
    ...(pool === undefined ? [] : [`the reactor's pool has at most ${counted(pool, "thread")}`]),
    ...Object.entries(protocols).flatMap(([name, script]) => protocolWords(name, script) ?? []),
    ...Object.entries(peers).map(([name, peer]) => peerWords(name, peer)),
    ...Object.entries(threads).map(([name, { script }]) => `the thread ${nameOf(name)} ${threadScriptWords(script)}`),
    ...(scenario.answersStalledAfter === undefined
      ? []
      : [`attempts that stay pending are answered once ${nounOfEvent(scenario.answersStalledAfter)} has come`]),
  ];
}

function claimWords({ shim }: Scenario, claims: readonly string[], lacks: readonly string[]): string {
  const who = shim === undefined ? "the reactor" : "the shim";
  return `${who} ${listed([
    ...(claims.length === 0 ? [] : [`claims ${listed(claims)}`]),
    ...(lacks.length === 0 ? [] : [`does not claim ${listed(lacks, "or")}`]),
  ])}`;
}

function featureWords(feature: HostFeature): string {
  switch (feature) {
    case "ipv6": return "IPv6";
    case "linux": return "a Linux kernel";
    case "descriptor-limit": return "a limit of descriptors for a process";
    case "loopback-net": return "all of 127.0.0.0/8 for itself";
    default: return unknownKind(feature);
  }
}

function deedSentences({ code, title, shim, phases }: Scenario): readonly string[] {
  if (code !== undefined) return [sentence(`code of the kit plays it, since no data could: ${title}`)];
  if (shim !== undefined) {
    const last = shim.at(-1);
    const steps = last?.step === "mark" ? shim.slice(0, -1) : shim;
    return abridged(steps, ({ step }) => step, shimStepWords).map(sentence);
  }
  return phases.flatMap((phase, index) => phaseSentences(phase, phases.length === 1 ? "the run" : `run ${index + 1}`));
}

function phaseSentences({ before, start, meanwhile, after }: Phase, run: string): readonly string[] {
  const doneAt = (when: string, operations: readonly (Operation | HostTurns)[] = []): readonly string[] =>
    inSentences(`${when} the program`, abridged(operations, ({ op }) => op, operationWords));
  const deeds = [
    ...doneAt(`before ${run}`, before),
    ...doneAt(`in the first callback of ${run}`, start),
    ...doneAt(`during ${run}, in no callback,`, meanwhile),
    ...doneAt(`after ${run}`, after),
  ];
  return deeds.length === 0 ? [sentence("the reactor is run")] : deeds;
}

function thenSentences(
  { expect, checks }: Scenario, known: KnownData, requirement: string | undefined,
): readonly string[] {
  const withoutNames = (text: string): string => text.replaceAll(/\d+|"[^"]*"/g, "");
  return abridged(expect, ({ kind, says }) => kind + withoutNames(says), (each) => {
    const { of = checks[0] } = each;
    const whose = of === requirement || each.premise === true ? "" : ` (${of})`;
    return `${each.premise === true ? "provided that " : ""}${each.says}${whose}: ${soughtWords(each, known)}`;
  }).map(sentence);
}
