import type { Data } from "../language/data.js";
import type { DatagramAddressSpec, DatagramOperation } from "../language/datagram-operations.js";
import { thenWords } from "./operation-words.js";
import { dataWords, isOdd, nameOf, numberWords, oddWords, textWords } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** An operation on ports for datagrams, as what the program does. */
export function datagramOperationWords(operation: DatagramOperation): string {
  switch (operation.op) {
    case "openDatagram": {
      const { port, protocol, local, remote, sameProtocolAs, odd, on } = operation;
      return `opens the port ${nameOf(port)} for datagrams, with the protocol ${nameOf(protocol)}`
        + (local === undefined ? "" : `, at ${datagramAddressWords(local)}`)
        + (remote === undefined ? "" : `, connected to ${datagramAddressWords(remote)}`)
        + (sameProtocolAs === undefined ? "" : `, the very one of ${nameOf(sameProtocolAs)}`)
        + (odd === undefined ? "" : `, with ${oddWords(odd)} in place of a protocol`)
        + thenWords("once it is open", on?.opened) + thenWords("if that fails", on?.openFailed);
    }
    case "sendDatagram": {
      const { to } = operation;
      const by = operation.of === undefined ? "" : ` by the port ${nameOf(operation.of)}`;
      const where = (to === undefined ? "" : ` to ${datagramAddressWords(to)}`) + by;
      if ("odd" in operation) return `sends ${oddWords(operation.odd)} in place of a datagram${where}`;
      return `sends ${datagramWords(operation.data)}${where}`
        + (operation.asView === undefined ? "" : ", as a view of a larger array")
        + (operation.thenOverwrite === undefined ? "" : ", and then overwrites the array");
    }
    case "closePort": {
      const { of, on } = operation;
      return `closes the port${of === undefined ? "" : ` ${nameOf(of)}`}`
        + thenWords("once it is closed", on?.closed) + thenWords("if that fails", on?.closeFailed);
    }
    case "inspectPort": {
      const { of } = operation;
      return `reads the state of the port${of === undefined ? "" : ` ${nameOf(of)}`}`;
    }
    case "echoDatagram": return "sends the datagram back to where it came from";
    default: return unknownKind(operation);
  }
}

/** A datagram by its data: "the datagram "x"". */
export function datagramWords(data: Data): string {
  const words = dataWords(data);
  if (words === "no bytes") return "an empty datagram";
  return "text" in data && words.startsWith('"') ? `the datagram ${words}` : `a datagram of ${words}`;
}

function datagramAddressWords(address: DatagramAddressSpec): string {
  if (isOdd(address)) return `${oddWords(address.odd)} in place of an address`;
  if ("of" in address) return `the address of the port ${nameOf(address.of)}`;
  if ("peer" in address) return `the peer ${nameOf(address.peer)}`;
  if ("dead" in address) return "an address where nobody receives";
  if ("sender" in address) return "where the datagram came from";
  if ("kind" in address) return `an address of the kind ${nameOf(address.kind)}`;
  const { host, port } = address;
  const number = port === 0 ? "a free number" : `the number ${numberWords(port)}`;
  return host === undefined ? number : `${number} of ${textWords(host) === '""' ? "an empty host" : textWords(host)}`;
}
