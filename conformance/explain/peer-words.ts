import type { PeerRole, PeerScript, PeerStep } from "../language/scenario.js";
import { portSourceWords } from "./address-words.js";
import { datagramWords } from "./datagram-words.js";
import { nounOfEvent } from "./event-nouns.js";
import { abridged, byteCount, counted, dataWords, listed, nameOf } from "./phrases.js";
import { peerTlsWords } from "./tls-words.js";
import { unknownKind } from "./unknown-kind.js";

/** A peer as what it is and does: "the peer "late" connects to "server", sends "x" and ends its sending". */
export function peerWords(name: string, { role, tls, count, when, script = [] }: PeerScript): string {
  const who = count === undefined ? `the peer ${nameOf(name)}` : `each of ${counted(count, "peer")} ${nameOf(name)}`;
  const since = when === undefined ? "" : ` once ${nounOfEvent(when)} has come`;
  const deeds = [
    roleWords(role) + (tls === undefined ? "" : ` and speaks TLS${peerTlsWords(tls)}`) + since,
    ...abridged(script, ({ step }) => step, stepWords),
  ];
  return `${who} ${listed(deeds, "and then")}`;
}

function roleWords(role: PeerRole): string {
  if ("connects" in role) {
    return `connects to the listener ${nameOf(role.connects)}`
      + (role.host === undefined ? "" : ` by the host ${nameOf(role.host)}`);
  }
  if ("listens" in role) {
    const { host, portOf, unix } = role;
    return "listens"
      + (unix === undefined ? "" : ` at the path ${nameOf(unix)}`)
      + (host === undefined ? "" : ` on the host ${nameOf(host)}`)
      + (portOf === undefined ? "" : ` at the port of ${portSourceWords(portOf)}`);
  }
  if ("path" in role) {
    return role.path === "." ? "attends to the directory" : `attends to the path ${nameOf(role.path)}`;
  }
  if ("standardStreams" in role) return "holds the other ends of the standard streams";
  return "takes datagrams"
    + (role.host === undefined ? "" : ` on the host ${nameOf(role.host)}`)
    + (role.at === undefined ? "" : " at the address where nobody received");
}

function stepWords(step: PeerStep): string {
  switch (step.step) {
    case "send": return `sends ${dataWords(step.data)}`;
    case "read": return `waits for ${byteCount(step.bytes)} in all`;
    case "readEnd": return "waits for the end";
    case "await": return `waits for ${nounOfEvent(step.event)}`;
    case "report": return `reports how far it has come, as ${nameOf(step.as)}`;
    case "pause": return "stops reading";
    case "resume": return "reads on";
    case "end": return "ends its sending";
    case "close": return "closes";
    case "reset": return "resets the connection";
    case "make": return `puts ${madeWords(step.what)} there`;
    case "remove": return "removes what is there";
    case "look": return "looks what is there";
    case "startTls":
      return `goes over to TLS as the ${step.role}${peerTlsWords(step.tls)}`
        + (step.behind === undefined ? "" : `, right behind ${dataWords(step.behind)} in the clear`);
    case "sendClear": return `sends ${dataWords(step.data)} in the clear`;
    case "cut": return "cuts the connection below TLS";
    case "sendTo":
      return `sends ${datagramWords(step.data)} to the ${"port" in step.to
        ? `port ${nameOf(step.to.port)}`
        : `peer ${nameOf(step.to.peer)}`}`;
    case "receive": return `waits for ${counted(step.datagrams, "datagram")} in all`;
    default: return unknownKind(step);
  }
}

function madeWords(what: "file" | "directory" | "loop" | "stale"): string {
  switch (what) {
    case "file": return "a file";
    case "directory": return "a directory";
    case "loop": return "a link to itself";
    case "stale": return "a socket at which nobody listens any more";
    default: return unknownKind(what);
  }
}
