import { listen, peerTo, type ScenarioSource } from "../language/build.js";
import type { PeerStep, Reaction } from "../language/scenario.js";

/** The name of the connection that `oneConnection` makes. */
export const CONNECTION = "server#1";

/** A listener `server` with these reactions, and a peer `peer` with this script that connects to it. */
export function oneConnection(
  reactions: readonly Reaction[],
  script: readonly PeerStep[],
): Pick<ScenarioSource, "protocols" | "peers" | "phases"> {
  return {
    protocols: { server: { reactions } },
    peers: { peer: peerTo("server", ...script) },
    phases: [{ start: [listen("server", "server")] }],
  };
}
