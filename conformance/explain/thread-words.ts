import type { ThreadOperation, ThreadStep } from "../language/thread-operations.js";
import { thenWords } from "./operation-words.js";
import { abridged, counted, listed, nameOf, number, oddWords, times } from "./phrases.js";
import { unknownKind } from "./unknown-kind.js";

/** An operation that has to do with threads, as what the program does. */
export function threadOperationWords(operation: ThreadOperation): string {
  switch (operation.op) {
    case "callInThread": {
      const { work, script, cancelled, on } = operation;
      return `calls ${nameOf(work)} in a thread of the pool`
        + (cancelled === undefined ? "" : ", with a signal that is aborted already")
        + (script.length === 0 ? "" : ` (there: ${threadScriptWords(script)})`)
        + thenWords("once it has returned", on?.threadReturned) + thenWords("if it failed", on?.threadFailed);
    }
    case "cancelThreadCall": return `cancels the call ${nameOf(operation.work)} in the pool`;
    case "callFromThread": {
      const { call, callback } = operation;
      return `makes the thread call ${nameOf(call)}`
        + (callback === undefined ? "" : `, with ${oddWords(callback.odd)} in place of a callback`)
        + thenWords("when it is called", operation.do);
    }
    case "blockingCallFromThread":
      return `makes the blocking call ${nameOf(operation.call)} in the reactor's own thread`;
    case "startThread": return `starts the thread ${nameOf(operation.thread)}`;
    case "keepCallingFromThread": {
      const { atMost, until, gaveUp } = operation;
      return `makes a thread call that makes itself anew until the mark ${nameOf(until)},`
        + ` or gives up after ${counted(atMost, "call")} and marks ${nameOf(gaveUp)}`;
    }
    default: return unknownKind(operation);
  }
}

/** What a thread does, one step after the other. */
export function threadScriptWords(script: readonly ThreadStep[]): string {
  return listed(abridged(script, ({ step }) => step, stepWords));
}

function stepWords(step: ThreadStep): string {
  switch (step.step) {
    case "mark": return `marks ${nameOf(step.name)}`;
    case "awaitMark": return `blocks until the mark ${nameOf(step.name)}`;
    case "hostTurns": return `lets the others run for ${number(step.turns)} turns`;
    case "callFromThread":
      return `makes the thread call ${nameOf(step.call)}${repeated(step.times)}`
        + thenWords("when it is called", step.do);
    case "blockingCallFromThread": {
      const { call, returns, until, throws } = step;
      return `makes the blocking call ${nameOf(call)}${repeated(step.times)}`
        + (returns === undefined ? "" : `, which returns ${number(returns)}`)
        + (throws === undefined ? "" : `, which throws ${nameOf(throws)}`)
        + (until === undefined ? "" : `, with a promise that waits for the mark ${nameOf(until)}`)
        + thenWords("in the reactor's thread", step.do);
    }
    case "return": return `returns ${number(step.value)}`;
    case "throw": return `throws ${nameOf(step.message)}`;
    default: return unknownKind(step);
  }
}

function repeated(count: number | undefined): string {
  return count === undefined ? "" : `, ${times(count)}`;
}
