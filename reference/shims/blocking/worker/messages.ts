import type { MessagePort } from "node:worker_threads";
import type { Address } from "../../../../spec/reactor.js";
import type { PassedError } from "../../../threads/passed-error.js";

/** What a worker is started with. */
export interface WorkerStart {
  /** The URL of the module whose `createReactor` makes the reactor. */
  readonly module: string;
  readonly port: MessagePort;
  /** Two cells: how often the worker has had something to report, and whether it is over. */
  readonly cells: SharedArrayBuffer;
}

export const REPORTS = 0;
export const OVER = 1;

/** An id of a listener, an attempt or a connection. Those of accepted connections are the worker's, and negative. */
type Id = number;

/** What the calling thread asks for. */
export type Command =
  | { readonly op: "listen"; readonly id: Id; readonly address: Address; readonly backlog: number | undefined }
  | { readonly op: "unlisten"; readonly id: Id }
  | { readonly op: "connect"; readonly id: Id; readonly address: Address }
  | { readonly op: "write"; readonly id: Id; readonly data: Uint8Array }
  | { readonly op: "took"; readonly id: Id; readonly bytes: number }
  | { readonly op: "no-delay"; readonly id: Id; readonly enabled: boolean }
  | { readonly op: "keep-alive"; readonly id: Id; readonly enabled: boolean; readonly delay: number }
  | { readonly op: "cancel" | "open" | "pause" | "resume" | "end" | "lose" | "abort"; readonly id: Id }
  | { readonly op: "stop" };

/** What the worker tells. */
export type Report =
  | { readonly op: "listening"; readonly id: Id; readonly address: Address }
  | { readonly op: "released"; readonly id: Id }
  | { readonly op: "failed"; readonly id: Id; readonly error: PassedError }
  | { readonly op: "accepted"; readonly id: Id; readonly connection: Id; readonly ends: Ends }
  | { readonly op: "connected"; readonly id: Id; readonly ends: Ends }
  | { readonly op: "received"; readonly id: Id; readonly data: Uint8Array }
  | { readonly op: "handed"; readonly id: Id; readonly bytes: number }
  | { readonly op: "ended" | "sent"; readonly id: Id }
  | { readonly op: "cut"; readonly id: Id; readonly error: PassedError };

export interface Ends {
  readonly local: Address;
  readonly remote: Address;
}
