import type { MessagePort } from "../../../spec/reactor.js";
import type { ThreadStep } from "../../language/thread-operations.js";
import type { ErrorInfo } from "../../trace/error-info.js";

/** What a thread is given to do. */
export interface ThreadTask {
  /** The name of the thread or of the work. */
  readonly name: string;
  readonly script: readonly ThreadStep[];
  /** The name of the broadcast channel on which it reports. */
  readonly channel: string;
  /** One cell a mark that a thread awaits: 1 once it is made. */
  readonly cells: SharedArrayBuffer;
  readonly cellOf: Readonly<Record<string, number>>;
  /** The thread of the reactor, which is never to be blocked. */
  readonly reactorThread: number;
  /** The subject's module for calling in, and the port to do it by; null where no step calls in. */
  readonly calling: { readonly module: string; readonly port: MessagePort } | null;
}

/** What the function of a work returns: the script's value, and in which thread it was. */
export interface WorkResult {
  readonly value: number | null;
  readonly thread: number;
}

/** What a thread reports. */
export type ThreadReport = { readonly thread: string } & (
  | { readonly kind: "mark"; readonly name: string }
  /** It sleeps until the mark is made. */
  | { readonly kind: "awaits"; readonly name: string }
  | { readonly kind: "calling"; readonly op: CallingStep["step"]; readonly call: string }
  | {
    readonly kind: "returned"; readonly op: CallingStep["step"]; readonly call: string; readonly value?: unknown;
    readonly calls?: number; readonly threw?: ErrorInfo;
  }
  | { readonly kind: "done" }
);

/** A step that calls the subject. */
export type CallingStep = Extract<ThreadStep, { readonly step: "callFromThread" | "blockingCallFromThread" }>;

export function isCalling(step: ThreadStep): step is CallingStep {
  return step.step === "callFromThread" || step.step === "blockingCallFromThread";
}
