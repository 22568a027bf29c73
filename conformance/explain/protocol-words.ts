import type { ProtocolScript, Reaction } from "../language/scenario.js";
import { sequenceWords } from "./operation-words.js";
import { abridged, byteCount, listed, nameOf, ordinal } from "./phrases.js";

/** What is given of a protocol: "the protocol "server": on connectionMade it writes "x""; null if it does nothing. */
export function protocolWords(name: string, script: ProtocolScript): string | null {
  const { reactions = [], factory, declines, bare, retains, quiet } = script;
  const ways = [
    ...(factory === undefined ? [] : [`its factory ${sequenceWords(factory)} before it returns`]),
    ...(declines === undefined ? [] : [`its factory declines ${declines === "all"
      ? "every connection"
      : `the ${listed(declines.map(ordinal))} connection`}`]),
    ...abridged(reactions, ({ on }) => on, reactionWords),
    ...(bare === undefined ? [] : ["it has no other methods"]),
    ...(retains === undefined ? [] : ["it keeps every array that it is given"]),
    ...(quiet === undefined ? [] : ["of its data only the totals are reported"]),
  ];
  return ways.length === 0 ? null : `the protocol ${nameOf(name)}: ${ways.join("; ")}`;
}

function reactionWords(reaction: Reaction): string {
  return `on ${whenWords(reaction)} it ${sequenceWords(reaction.do)}`;
}

function whenWords(reaction: Reaction): string {
  const { on, nth } = reaction;
  const of = nth === undefined ? "" : ` of the ${ordinal(nth)} ${isOfPort(on) ? "port" : "connection"}`;
  if (reaction.on === "dataReceived" && reaction.atBytes !== undefined) {
    return `dataReceived${of}, once ${byteCount(reaction.atBytes)} ${reaction.atBytes === 1 ? "has" : "have"} come,`;
  }
  if (reaction.on === "datagramReceived" && reaction.atCount !== undefined) {
    return `the ${ordinal(reaction.atCount)} datagramReceived${of}`;
  }
  return on + of;
}

function isOfPort(on: Reaction["on"]): boolean {
  return on === "portOpened" || on === "datagramReceived" || on === "sendFailed" || on === "portClosed";
}
