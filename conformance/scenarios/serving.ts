import { listen, peerTo, scenario, send, step, text, type ScenarioSource } from "../language/build.js";
import type { Pattern } from "../language/pattern.js";
import type { PeerScript, PeerStep, ProtocolScript, Reaction, Scenario } from "../language/scenario.js";

/** The name of the first connection of the listener `server`. */
export const CONNECTION = "server#1";

/** A scenario of one listener, `server`, whose connections, `server#1` and so on, all have the protocol given. */
export type ServingSource = Omit<ScenarioSource, "phases" | "protocols"> & { readonly protocol: ProtocolScript };

export function serving(source: ServingSource): Scenario {
  const { protocol, ...rest } = source;
  return scenario({ ...rest, protocols: { server: protocol }, phases: [{ start: [listen("server", "server")] }] });
}

/** A protocol with these reactions, and one peer, `peer`, with this script. */
export function oneConnection(
  reactions: readonly Reaction[],
  script: readonly PeerStep[],
): Pick<ServingSource, "protocol" | "peers"> {
  return { protocol: { reactions }, peers: { peer: peerTo("server", ...script) } };
}

/**
 * A further peer that connects to `server` once `event` has occurred, sends a word and ends: when its connection is
 * lost, the subject has served the network since, and what was to follow `event` has had its chance.
 */
export function witness(event: Pattern): PeerScript {
  return { role: { connects: "server" }, when: event, script: [send(text("witness")), step("end")] };
}
