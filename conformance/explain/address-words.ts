import type { PortSource } from "../language/name-operations.js";
import type { AddressSpec } from "../language/operations.js";
import { hostWords, nameOf, numberWords, textWords } from "./phrases.js";

/** Where to listen or connect: "the address of the listener "server"". */
export function addressWords(address: AddressSpec): string {
  if ("portOf" in address) {
    return `the host ${hostWords(address.host)} at the port of ${portSourceWords(address.portOf)}`;
  }
  if ("listener" in address) return `the address of the listener ${nameOf(address.listener)}`;
  if ("peer" in address) return `the address of the peer ${nameOf(address.peer)}`;
  if ("closed" in address) return "an address where nobody listens";
  if ("stalled" in address) return "an address whose attempts stay pending";
  if ("unix" in address) {
    return address.abstract === true ? `the abstract name ${nameOf(address.unix)}` : `the path ${nameOf(address.unix)}`;
  }
  if ("path" in address) return pathWords(address.path);
  if (!("port" in address)) {
    return address.kind === "standard-streams" ? "the standard streams" : `an address of the kind ${address.kind}`;
  }
  const { host, port, kind } = address;
  const where = port === 0 ? "a free port" : `the port ${numberWords(port)}`;
  return where + (host === undefined ? "" : ` of ${hostWords(host)}`)
    + (kind === undefined ? "" : `, of the kind ${kind}`);
}

const LONGEST_PATH = 60;

function pathWords(path: Parameters<typeof textWords>[0]): string {
  if (typeof path === "string" && path.length > LONGEST_PATH) return `a path of ${path.length} characters`;
  return path === "" ? "an empty path" : `the path ${textWords(path)}`;
}

/** What has a port: a listener, a peer, or an address of the kit. */
export function portSourceWords(source: PortSource): string {
  if ("listener" in source) return `the listener ${nameOf(source.listener)}`;
  if ("peer" in source) return `the peer ${nameOf(source.peer)}`;
  return "closed" in source ? "an address where nobody listens" : "an address whose attempts stay pending";
}
