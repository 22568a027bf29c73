import type { Operation } from "./operations.js";
import type { Pattern } from "./pattern.js";
import type { ThreadOperation, ThreadScript, ThreadStep } from "./thread-operations.js";

// What scenarios of threads are written with, beside `build.ts`.

// Operations

/** Has the steps done in a thread of the pool. */
export function callInThread(
  work: string, ...script: readonly ThreadStep[]
): ThreadOperation & { readonly op: "callInThread" } {
  return { op: "callInThread", work, script };
}

export function cancelThreadCall(work: string): Operation {
  return { op: "cancelThreadCall", work };
}

export function callFromThread(call: string, ...then: readonly Operation[]): Operation {
  return { op: "callFromThread", call, ...(then.length === 0 ? {} : { do: then }) };
}

export function startThread(thread: string): Operation {
  return { op: "startThread", thread };
}

// Steps of threads

export function thread(...script: readonly ThreadStep[]): ThreadScript {
  return { script };
}

export function marks(name: string): ThreadStep {
  return { step: "mark", name };
}

export function awaitsMark(name: string): ThreadStep {
  return { step: "awaitMark", name };
}

export function turns(count: number): ThreadStep {
  return { step: "hostTurns", turns: count };
}

export function returning(value: number): ThreadStep {
  return { step: "return", value };
}

export function throws(message: string): ThreadStep {
  return { step: "throw", message };
}

/** A thread call that does these operations. */
export function callsIn(call: string, ...then: readonly Operation[]): ThreadStep {
  return { step: "callFromThread", call, ...(then.length === 0 ? {} : { do: then }) };
}

/** So many thread calls, of which only the last is in the trace. */
export function callsInOften(call: string, times: number): ThreadStep {
  return { step: "callFromThread", call, times, quiet: true };
}

type Blocking = ThreadStep & { readonly step: "blockingCallFromThread" };

export function callsInBlocking(call: string, how: Omit<Blocking, "step" | "call"> = {}): ThreadStep {
  return { step: "blockingCallFromThread", call, ...how };
}

// Patterns

/** What came of a call in a thread. */
export function threadReturned(work: string, fields: Pattern = {}): Pattern {
  return { ev: "enter", cb: "threadReturned", work, ...fields };
}

export function threadFailed(work: string, fields: Pattern = {}): Pattern {
  return { ev: "enter", cb: "threadFailed", work, ...fields };
}

/** A thread call was entered. */
export function threadCall(call: string, fields: Pattern = {}): Pattern {
  return { ev: "enter", cb: "threadCall", call, ...fields };
}

/** A blocking call of a thread has returned, or thrown. */
export function blockingReturned(call: string, fields: Pattern = {}): Pattern {
  return { ev: "return", op: "blockingCallFromThread", call, ...fields };
}
