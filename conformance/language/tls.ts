import type { CertificateAndKey } from "../certificates.js";
import type { Data } from "./data.js";
import type { NumberOrOdd, OddValue, Operation } from "./operations.js";

/** The options of TLS. Certificates and keys are in the form of PEM. */
export interface TlsSpec {
  readonly certificate?: string | OddValue;
  readonly key?: string | OddValue;
  readonly authorities?: string | OddValue;
  readonly serverName?: string | OddValue;
  readonly alpn?: readonly (string | OddValue)[] | OddValue;
  /** Milliseconds. */
  readonly handshakeTimeout?: NumberOrOdd;
}

/** Calls of a transport that are about TLS: of the running callback's connection, or of the one named by `of`. */
export type TlsOperation =
  | {
    readonly op: "startTls"; readonly role: "client" | "server" | OddValue; readonly tls: TlsSpec; readonly of?: string;
    /** In dataReceived: hands back what came in this chunk behind so many bytes of all that came. */
    readonly handsBackFrom?: number;
    readonly on?: { readonly secured?: readonly Operation[]; readonly securingFailed?: readonly Operation[] };
  }
  | { readonly op: "inspectSession"; readonly of?: string };

/** How a peer takes part in TLS. It accepts every certificate; a server needs one of its own. */
export interface PeerTlsSpec {
  readonly own?: CertificateAndKey;
  readonly version?: "TLSv1.2" | "TLSv1.3";
  readonly alpn?: readonly string[];
  /** Client: the name that it asks for. */
  readonly serverName?: string;
}

/** What only a peer with TLS does. */
export type TlsPeerStep =
  /** Goes over to TLS, with this in the clear right before the first message; done when the handshake is complete. */
  | {
    readonly step: "startTls"; readonly role: "client" | "server"; readonly tls: PeerTlsSpec; readonly behind?: Data;
  }
  /** Sends what was given to send in the clear, though the peer speaks TLS. */
  | { readonly step: "sendClear"; readonly data: Data }
  /** Ends the sending of the connection below TLS, behind what was sent, without a close_notify. */
  | { readonly step: "cut" };
