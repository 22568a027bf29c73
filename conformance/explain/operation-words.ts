import type {
  AgentOperation, HostTurns, Operation, ReactorOperation, TransportOperation,
} from "../language/operations.js";
import type { DatagramOperation } from "../language/datagram-operations.js";
import type { DescriptorOperation } from "../language/descriptor-operations.js";
import type { FlowOperation } from "../language/flow-operations.js";
import type { Odd, OddArguments } from "../language/odd-arguments.js";
import type { ResourceOperation } from "../language/resource-operations.js";
import type { ThreadOperation } from "../language/thread-operations.js";
import type { TlsOperation } from "../language/tls.js";
import type { NameOperation } from "../language/name-operations.js";
import { addressWords } from "./address-words.js";
import { datagramOperationWords } from "./datagram-words.js";
import { nameOperationWords } from "./name-words.js";
import {
  abridged, counted, dataWords, listed, milliseconds, nameOf, number, numberWords, oddWords,
} from "./phrases.js";
import { threadOperationWords } from "./thread-words.js";
import { tlsOperationWords, tlsOptionWords } from "./tls-words.js";
import { unknownKind } from "./unknown-kind.js";

/** What is done one after the other: "marks "a", stops the reactor". */
export function sequenceWords(operations: readonly (Operation | HostTurns)[]): string {
  return operations.length === 0 ? "does nothing" : listed(abridged(operations, ({ op }) => op, operationWords));
}

/** " (when: what is done)", where anything is. */
export function thenWords(when: string, operations: readonly Operation[] | undefined): string {
  return operations === undefined || operations.length === 0 ? "" : ` (${when}: ${sequenceWords(operations)})`;
}

/** Of which connection an operation is; nothing for that of the running callback. */
export function ofConnection(of: string | undefined): string {
  return of === undefined ? "" : ` of ${nameOf(of)}`;
}

function named(name: string | undefined): string {
  return name === undefined ? "" : ` ${nameOf(name)}`;
}

/** An operation as what the program does, in the third person: "schedules the call "late" after 5 ms". */
export function operationWords(operation: Operation | HostTurns): string {
  const { op } = operation;
  switch (op) {
    case "callLater": case "cancel": case "inspectCall": case "reset": case "delay": case "listen":
    case "closeListener": case "connect": case "cancelConnect": case "run": case "stop": case "inspectReactor":
    case "addHook": case "removeHook": case "setErrorHook":
      return reactorWords(operation);
    case "write": case "endWriting": case "loseConnection": case "abortConnection": case "inspectTransport":
    case "setNoDelay": case "setKeepAlive":
      return transportWords(operation);
    case "pauseReading": case "resumeReading": case "setWatermarks":
      return flowWords(operation);
    case "startTls": case "inspectSession":
      return tlsOperationWords(operation satisfies TlsOperation);
    case "openDatagram": case "sendDatagram": case "closePort": case "inspectPort": case "echoDatagram":
      return datagramOperationWords(operation satisfies DatagramOperation);
    case "setResolver": case "resolve": case "cancelResolve":
      return nameOperationWords(operation satisfies NameOperation);
    case "countResources": return resourceWords(operation);
    case "exhaustDescriptors": case "releaseDescriptors": return descriptorWords(operation);
    case "callInThread": case "cancelThreadCall": case "callFromThread": case "blockingCallFromThread":
    case "startThread": case "keepCallingFromThread":
      return threadOperationWords(operation satisfies ThreadOperation);
    case "hostTurns": return `lets the host turn ${number(operation.turns)} times`;
    case "mark": case "print": case "throw": case "reject": case "pend": case "spin": case "microtask": case "repeat":
    case "echo": case "keepCalling": case "measureStack":
      return agentWords(operation);
    default: return unknownKind(operation);
  }
}

function reactorWords(operation: ReactorOperation): string {
  switch (operation.op) {
    case "callLater": {
      const { call, delay, sameDeadlineAs, callback } = operation;
      return `schedules the call ${nameOf(call)} after ${milliseconds(delay)}`
        + (sameDeadlineAs === undefined ? "" : `, for the very deadline of ${nameOf(sameDeadlineAs)}`)
        + (callback === undefined ? "" : `, with ${oddWords(callback.odd)} in place of a callback`)
        + thenWords("when it is called", operation.do);
    }
    case "cancel": return `cancels the call ${nameOf(operation.call)}`;
    case "inspectCall": return `reads the state of the call ${nameOf(operation.call)}`;
    case "reset": return `resets the call ${nameOf(operation.call)} to ${milliseconds(operation.delay)} from now`;
    case "delay": return `delays the call ${nameOf(operation.call)} by ${milliseconds(operation.extra)}`;
    case "listen": {
      const { listener, protocol, address, backlog, tls, odd, on } = operation;
      return `listens as ${nameOf(listener)}, with the protocol ${nameOf(protocol)},`
        + ` at ${address === undefined ? "a free port" : addressWords(address)}`
        + (backlog === undefined ? "" : `, with a backlog of ${numberWords(backlog)}`)
        + (tls === undefined ? "" : `, with TLS${tlsOptionWords(tls)}`) + oddArgumentWords(odd)
        + thenWords("once it listens", on?.listening) + thenWords("if that fails", on?.listenFailed);
    }
    case "closeListener":
      return `closes the listener ${nameOf(operation.listener)}`
        + thenWords("once it is closed", operation.on?.closed) + thenWords("if that fails", operation.on?.closeFailed);
    case "connect": {
      const { connection, protocol, to, timeout, tls, cancelled, attemptDelay, odd, on } = operation;
      return `connects ${nameOf(connection)}, with the protocol ${nameOf(protocol)}, to ${addressWords(to)}`
        + (timeout === undefined ? "" : `, with a timeout of ${milliseconds(timeout)}`)
        + (attemptDelay === undefined ? "" : `, ${milliseconds(attemptDelay)} between attempts`)
        + (tls === undefined ? "" : `, with TLS${tlsOptionWords(tls)}`)
        + (cancelled === undefined ? "" : ", with a signal that is aborted already") + oddArgumentWords(odd)
        + thenWords("once it is connected", on?.connected) + thenWords("if that fails", on?.connectFailed);
    }
    case "cancelConnect": return `cancels the attempt ${nameOf(operation.connection)}`;
    case "run": return "calls run";
    case "stop": return "stops the reactor";
    case "inspectReactor": return "reads what the reactor says of itself";
    case "addHook": {
      const { hook, phase, callback, until, rejects } = operation;
      const when = phase === "nonesuch" ? "for a phase that there is not" : `for ${phase}`;
      return `adds the hook ${nameOf(hook)} ${when}`
        + (callback === undefined ? "" : `, with ${oddWords(callback.odd)} in place of a callback`)
        + (until === undefined ? "" : `, which is awaited until the mark ${nameOf(until)}`)
        + (rejects === undefined ? "" : `, which rejects with ${nameOf(rejects)}`)
        + thenWords("when it is called", operation.do);
    }
    case "removeHook": return `removes the hook ${nameOf(operation.hook)}`;
    case "setErrorHook": {
      const { hook, callback } = operation;
      if (callback !== undefined) return `sets ${oddWords(callback.odd)} as the error hook`;
      if (hook === null) return "takes the error hook away";
      return `sets the error hook ${nameOf(hook)}${thenWords("when it is called", operation.do)}`;
    }
    default: return unknownKind(operation);
  }
}

function oddArgumentWords(odd: OddArguments | undefined): string {
  return (Object.entries(odd ?? {}) as readonly (readonly [string, Odd])[])
    .map(([argument, value]) => `, with ${oddWords(value)} in place of the ${argument}`).join("");
}

function transportWords(operation: TransportOperation): string {
  const of = ofConnection(operation.of);
  switch (operation.op) {
    case "write": {
      const on = operation.of === undefined ? "" : ` to ${nameOf(operation.of)}`;
      if ("odd" in operation) return `writes ${oddWords(operation.odd)} in place of bytes${on}`;
      return `writes ${dataWords(operation.data)}${on}`
        + (operation.asView === undefined ? "" : ", as a view of a larger array")
        + (operation.thenOverwrite === undefined ? "" : ", and then overwrites the array");
    }
    case "endWriting": return `ends the writing${of}`;
    case "loseConnection": return `loses the connection${named(operation.of)}`;
    case "abortConnection": return `aborts the connection${named(operation.of)}`;
    case "inspectTransport": return `reads the state of the transport${of}`;
    case "setNoDelay": return `switches no-delay ${operation.enabled ? "on" : "off"}${of}`;
    case "setKeepAlive":
      return `switches keep-alive ${operation.enabled ? "on" : "off"}${of}`
        + (operation.delay === undefined ? "" : `, after ${milliseconds(operation.delay)}`);
    default: return unknownKind(operation);
  }
}

function flowWords(operation: FlowOperation): string {
  const of = ofConnection(operation.of);
  switch (operation.op) {
    case "pauseReading": return `pauses the reading${of}`;
    case "resumeReading": return `resumes the reading${of}`;
    case "setWatermarks":
      return `sets the watermarks${of} to ${numberWords(operation.low)} and ${numberWords(operation.high)}`;
    default: return unknownKind(operation);
  }
}

function resourceWords({ as, from }: ResourceOperation): string {
  return `counts what the process holds, as ${nameOf(as)}`
    + (from === undefined ? "" : `, once it is no more than ${nameOf(from)} or has had its turns`);
}

function descriptorWords(operation: DescriptorOperation): string {
  switch (operation.op) {
    case "exhaustDescriptors":
      return `opens descriptors until there are none left, and marks ${nameOf(operation.mark)}`;
    case "releaseDescriptors": return "closes the descriptors again";
    default: return unknownKind(operation);
  }
}

function agentWords(operation: AgentOperation): string {
  switch (operation.op) {
    case "mark": return `marks ${nameOf(operation.name)}`;
    case "print": return `prints ${nameOf(operation.text)}`;
    case "throw": return `throws ${nameOf(operation.message)}`;
    case "reject": return `returns a promise that is rejected with ${nameOf(operation.message)}`;
    case "pend": return "returns a promise that stays pending";
    case "spin": return `computes for ${milliseconds(operation.ms)}`;
    case "microtask": return `queues a microtask (in it: ${sequenceWords(operation.do)})`;
    case "repeat": return `repeats ${number(operation.times)} times: ${sequenceWords(operation.do)}`;
    case "echo": return "writes back what came";
    case "keepCalling": {
      const { delay, atMost, until, gaveUp } = operation;
      return `schedules a call after ${milliseconds(delay)} that schedules itself anew until the mark ${nameOf(until)},`
        + ` or gives up after ${counted(atMost, "call")} and marks ${nameOf(gaveUp)}`;
    }
    case "measureStack": return "measures the stack";
    default: return unknownKind(operation);
  }
}
