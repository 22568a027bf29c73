import type { Data } from "./data.js";
import type { NumberOrOdd, OddValue, Operation } from "./operations.js";

/** An address of datagrams. */
export type DatagramAddressSpec =
  /** A host (127.0.0.1 by default) and a number; 0 asks for a free one. */
  | { readonly host?: string | OddValue; readonly port: NumberOrOdd }
  /** The local address of a port of the subject, as the subject reported it. */
  | { readonly of: string }
  /** The address of a peer. */
  | { readonly peer: string }
  /** An address where nobody receives, unless a peer is opened there. */
  | { readonly dead: true }
  /** In datagramReceived: where the datagram came from. */
  | { readonly sender: true }
  /** An address of this kind, with the host 127.0.0.1 and the number 9. */
  | { readonly kind: string }
  /** A value that is no address. TypeScript binding only. */
  | OddValue;

/** Calls of the subject's ports for datagrams. */
export type DatagramOperation =
  | {
    readonly op: "openDatagram"; readonly port: string; readonly protocol: string;
    /** Any free number of 127.0.0.1 by default. */
    readonly local?: DatagramAddressSpec;
    /** The port is a connected one. */
    readonly remote?: DatagramAddressSpec;
    /** Opens with the very protocol that this port was opened with. */
    readonly sameProtocolAs?: string;
    /** Passes this in place of a protocol. TypeScript binding only. */
    readonly odd?: OddValue["odd"];
    readonly on?: { readonly opened?: readonly Operation[]; readonly openFailed?: readonly Operation[] };
  }
  /** Of the running callback's port, or of the one named by `of`. */
  | {
    readonly op: "sendDatagram"; readonly data: Data; readonly to?: DatagramAddressSpec; readonly of?: string;
    /** Overwrites the array with zeros once send has returned. TypeScript binding only. */
    readonly thenOverwrite?: true;
    /** Passes a view of these bytes of a larger array whose other bytes are different. TypeScript binding only. */
    readonly asView?: true;
  }
  | {
    readonly op: "sendDatagram"; readonly odd: OddValue["odd"]; readonly to?: DatagramAddressSpec; readonly of?: string;
  }
  | {
    readonly op: "closePort"; readonly of?: string;
    readonly on?: { readonly closed?: readonly Operation[]; readonly closeFailed?: readonly Operation[] };
  }
  | { readonly op: "inspectPort"; readonly of?: string }
  /** In datagramReceived: sends what was received back to where it came from. It leaves no trace. */
  | { readonly op: "echoDatagram" };
