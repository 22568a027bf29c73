/** The thread of the reactor, or one of its pool. */
export type HandOverThread = "reactor" | "pool";

/** A step of one thread. */
export interface HandOverStep {
  readonly name: string;
  readonly thread: HandOverThread;
  /** As code: what the thread calls, or that a function is called there. */
  readonly code: string;
  /** What else there is to say of it. */
  readonly says?: string;
  readonly callsUserCode: boolean;
  /** The step of the other thread that it cannot come before: what that one has handed over, this one takes. */
  readonly takes?: string;
  /** The thread does nothing until its next step. */
  readonly waits?: true;
}

/**
 * How a function that is called in a thread of the pool hands over to the reactor, and waits for it: an order that each
 * run of these steps keeps. Between steps of different threads there is no other order than by what is taken.
 */
export const threadHandOver: readonly HandOverStep[] = [
  { name: "call", thread: "reactor", code: "callInThread(work)", callsUserCode: false },
  { name: "work", thread: "pool", code: "work()", callsUserCode: true, takes: "call" },
  { name: "first", thread: "pool", code: "callFromThread(first)", callsUserCode: false },
  { name: "first entered", thread: "reactor", code: "first()", callsUserCode: true, takes: "first" },
  { name: "second", thread: "pool", code: "callFromThread(second)", callsUserCode: false },
  { name: "second entered", thread: "reactor", code: "second()", callsUserCode: true, takes: "second" },
  { name: "ask", thread: "pool", code: "blockingCallFromThread(ask)", callsUserCode: false, waits: true },
  { name: "ask entered", thread: "reactor", code: "ask()", callsUserCode: true, takes: "ask" },
  { name: "answer", thread: "pool", code: "ask", says: "has returned", callsUserCode: false, takes: "ask entered" },
  { name: "done", thread: "pool", code: "work", says: "returns", callsUserCode: false },
  { name: "settled", thread: "reactor", code: "", says: "promise is fulfilled", callsUserCode: false, takes: "done" },
];
