import type { Matcher, Pattern } from "../language/pattern.js";
import { leavesOf } from "../oracle/pattern-words.js";
import { demandWords } from "./demand-words.js";
import { byteCount, listed, nameOf } from "./phrases.js";
import { type KnownData, valueWords } from "./value-words.js";

/** The fields that say what kind of event it is. */
const KIND: ReadonlySet<string> = new Set(["ev", "cb", "op", "peer", "saw"]);

/** A noun of an event, and the fields of the pattern that are said by it. */
interface Noun {
  readonly noun: string;
  readonly says: readonly string[];
}

const nobody: KnownData = new Map();

/** The events that a pattern describes, as a noun: "connectionLost of server#1 with the reason aborted". */
export function nounOfEvent(pattern: Pattern, known: KnownData = nobody): string {
  const { noun, says } = kindOf(pattern);
  const demands = leavesOf(pattern).filter(({ path }) => !KIND.has(path) && !says.includes(path))
    .map(({ path, matcher }) => demand(path, matcher, known));
  return demands.length === 0 ? noun : `${noun} ${listed(demands)}`;
}

/** The noun of a field: "the clock". */
export function nounOfField(path: string): string {
  return `the ${demandWords[path]?.noun ?? path.split(".").reverse().join(" of the ")}`;
}

function demand(path: string, matcher: Matcher, known: KnownData): string {
  const words = demandWords[path] ?? { noun: path, with: `with ${nounOfField(path)} {}` };
  if (isExists(matcher)) {
    return matcher.$exists
      ? words.present ?? `with ${nounOfField(path)}`
      : words.absent ?? `without ${nounOfField(path)}`;
  }
  const value = path === "how"
    ? howWords(matcher, known)
    : valueWords(matcher, known, SIZES.has(path) ? byteCount : undefined);
  return words.with.replace("{}", () => value);
}

/** The fields that are numbers of bytes. */
const SIZES: ReadonlySet<string> = new Set(["bytes", "total", "received.bytes", "value.pendingBytes", "unsent"]);

function isExists(matcher: Matcher): matcher is { readonly $exists: boolean } {
  return typeof matcher === "object" && matcher !== null && "$exists" in matcher;
}

/** How a peer saw the end. */
function howWords(matcher: Matcher, known: KnownData): string {
  switch (matcher) {
    case "clean": return "in order";
    case "reset": return "by a reset";
    case "truncated": return "cut off";
    default: {
      const words = valueWords(matcher, known);
      return words === "other than clean" ? "not in order" : words;
    }
  }
}

function kindOf(pattern: Pattern): Noun {
  const { ev, cb, op, peer, saw, name, phase } = pattern;
  switch (ev) {
    case "enter": return callbackNoun(pattern, cb);
    case "leave": {
      const { noun, says } = callbackNoun(pattern, cb);
      return { noun: `the end of ${noun}`, says };
    }
    case "call": return named(`the call of ${text(op, "anything")}`, pattern);
    case "return": {
      const noun = READINGS[String(op)] ?? `the return of ${text(op, "anything")}`;
      return named(noun, pattern, op === "inspectCall");
    }
    case "mark": return { noun: markNoun(name), says: ["name"] };
    case "run": return { noun: `the call of ${runOf(phase)}`, says: ["phase"] };
    case "ran": return { noun: `the end of ${runOf(phase)}`, says: ["phase"] };
    case "peer": return peerNoun(pattern, saw, peer);
    case "stack": return { noun: "a measure of the stack", says: [] };
    case "resources": return named("the count", pattern);
    case "end": return { noun: "the kit's end of the scenario", says: [] };
    case "idle": return { noun: "a standstill", says: [] };
    case "compared": return named("the comparison", pattern);
    case "played": return named("the end of the program", pattern);
    case "layered": return named("the layer", pattern);
    case "unlayered": return named("the removal of the layer", pattern);
    case "obstructed": return named("the obstruction", pattern);
    case "probed": return named("the probe of a call", pattern);
    default: return { noun: `an event ${text(ev, "of any kind")}`, says: [] };
  }
}

/** What the kit reads has no name in the interface. */
const READINGS: Readonly<Record<string, string>> = {
  inspectCall: "the reading of the call", inspectReactor: "the reading of the reactor",
  inspectTransport: "the reading of the transport", inspectSession: "the reading of the session",
  inspectPort: "the reading of the port",
};

const OUTCOMES: Readonly<Record<string, string>> = {
  start: "the start of the run", timedCall: "the timed call", hook: "the hook", errorHook: "the error hook",
  factory: "the factory", threadCall: "the thread call",
  listening: "the success of listen", listenFailed: "the failure of listen",
  closed: "the success of close", closeFailed: "the failure of close", connected: "the success of connect",
  connectFailed: "the failure of connect",
  secured: "the success of startTls", securingFailed: "the failure of startTls",
  opened: "the success of openDatagram", openFailed: "the failure of openDatagram",
  threadReturned: "the result of callInThread", threadFailed: "the failure of callInThread",
  resolved: "the success of resolve", resolveFailed: "the failure of resolve",
  lookup: "a lookup by the resolver", lookupCancelled: "the cancellation of a lookup",
};

/** The callbacks whose events have a name of their own, which stands behind the noun without "of". */
const BESIDE: ReadonlySet<unknown> = new Set(["timedCall", "hook", "errorHook", "threadCall"]);

function callbackNoun(pattern: Pattern, cb: Matcher | undefined): Noun {
  if (cb === undefined) return named("a callback", pattern);
  const noun = typeof cb === "string"
    ? OUTCOMES[cb] ?? cb
    : listed((Object(cb)["$in"] as readonly string[] | undefined ?? []).map((each) => OUTCOMES[each] ?? each), "or");
  return named(noun === "nothing" ? "a callback" : noun, pattern, BESIDE.has(cb));
}

const NAMES = ["call", "connection", "listener", "hook", "port", "work", "lookup", "shim", "as"] as const;

/** The noun with the name that the pattern gives. */
function named(noun: string, pattern: Pattern, isBeside = false): Noun {
  const field = NAMES.find((each) => pattern[each] !== undefined && !isExists(pattern[each]));
  if (field === undefined) return { noun, says: [] };
  const beside = isBeside || field === "as";
  return { noun: `${noun}${beside ? "" : " of"} ${quotedName(pattern[field] ?? null)}`, says: [field] };
}

function peerNoun(pattern: Pattern, saw: Matcher | undefined, peer: Matcher | undefined): Noun {
  const who = peer === undefined ? "any peer" : `the peer ${quotedName(peer)}`;
  if (typeof saw !== "string") {
    const each = (Object(saw)["$in"] as readonly string[] | undefined ?? []).map(sightWords);
    return { noun: each.length === 0 ? `what ${who} sees` : `${listed(each, "or")} of ${who}`, says: [] };
  }
  if (saw === "report") {
    const { as } = pattern;
    return { noun: `the report${as === undefined ? "" : ` ${quotedName(as)}`} of ${who}`, says: ["as"] };
  }
  if (saw === "end") return { noun: `the end that ${who} sees`, says: [] };
  if (saw === "path") return { noun: `what ${who} finds`, says: [] };
  if (saw === "datagram") return { noun: `a datagram at ${who}`, says: [] };
  return { noun: `${sightWords(saw)} of ${who}`, says: [] };
}

function sightWords(saw: string): string {
  switch (saw) {
    case "connected": return "the connection";
    case "refused": return "the refusal";
    case "listening": return "the listening";
    case "end": return "the end";
    case "secured": return "the completed handshake";
    case "tlsFailed": return "the failed handshake";
    default: return saw;
  }
}

function runOf(phase: Matcher | undefined): string {
  return phase === undefined || phase === 1 ? "the run" : `run ${text(phase, "")}`;
}

function markNoun(name: Matcher | undefined): string {
  if (name === undefined) return "a mark";
  if (typeof name === "string") return `the mark ${quotedName(name)}`;
  const part = Object(name)["$has"] as string | undefined;
  return part === undefined ? `a mark ${quotedName(name)}` : `a mark with ${nameOf(part)} in its name`;
}

function text(matcher: Matcher | undefined, otherwise: string): string {
  return matcher === undefined ? otherwise : valueWords(matcher, nobody);
}

function quotedName(matcher: Matcher): string {
  if (typeof matcher === "string") return nameOf(matcher);
  const alternatives = Object(matcher)["$in"] as readonly string[] | undefined;
  if (alternatives !== undefined) return listed(alternatives.map((each) => nameOf(String(each))), "or");
  return isExists(matcher) ? "of any name" : valueWords(matcher, nobody);
}
