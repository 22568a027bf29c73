import { bytesOf } from "../../language/data.js";
import type { AgentOperation, Operation, TransportOperation } from "../../language/operations.js";
import { performDatagramOperation } from "./datagram-operations.js";
import { performNameOperation } from "./name-operations.js";
import { numberOf, odd } from "./odd.js";
import { makeMark } from "./marks.js";
import { performReactorOperation } from "./reactor-operations.js";
import { performResourceOperation } from "./resource-operations.js";
import { ownList } from "./captured.js";
import { describeAddress } from "./describe.js";
import { performDescriptorOperation } from "./descriptor-operations.js";
import { performFlowOperation } from "./flow-operations.js";
import { rejected, ScenarioThrow } from "./recorder.js";
import { transportOf, type Perform, type Scene, type Stage } from "./stage.js";
import { performThreadOperation } from "./thread-operations.js";
import { viewOf } from "./view.js";
import { performTlsOperation } from "./tls-operations.js";
import type { TcpTransport, Transport } from "../../../spec/reactor.js";

// Captured before a subject can replace them.
const now = performance.now.bind(performance);
const { queueMicrotask } = globalThis;
const { split, includes } = String.prototype;
const { apply } = Reflect;

/** The interpreter of operations for one scenario. */
export function performer(stage: Stage): Perform {
  const perform: Perform = (operations, scene) => {
    let result: unknown;
    for (let i = 0; i < operations.length; i++) {
      const operation = operations[i];
      const returned = operation === undefined ? undefined : performOne(stage, perform, operation, scene);
      result ??= returned;
    }
    return result;
  };
  return perform;
}

function performOne(stage: Stage, perform: Perform, operation: Operation, scene: Scene): unknown {
  switch (operation.op) {
    case "write": case "endWriting": case "loseConnection": case "abortConnection": case "inspectTransport":
    case "setNoDelay": case "setKeepAlive":
      return performTransportOperation(stage, operation, scene);
    case "pauseReading": case "resumeReading": case "setWatermarks":
      return performFlowOperation(stage, operation, scene);
    case "startTls": case "inspectSession":
      return performTlsOperation(stage, perform, operation, scene);
    case "mark": case "print": case "throw": case "reject": case "pend": case "spin": case "microtask": case "repeat":
    case "echo": case "keepCalling": case "measureStack":
      return performOwnOperation(stage, perform, operation, scene);
    case "countResources": return performResourceOperation(stage, operation);
    case "exhaustDescriptors": case "releaseDescriptors": return performDescriptorOperation(stage, operation);
    case "openDatagram": case "sendDatagram": case "closePort": case "inspectPort": case "echoDatagram":
      return performDatagramOperation(stage, perform, operation, scene);
    case "callInThread": case "cancelThreadCall": case "callFromThread": case "blockingCallFromThread":
    case "startThread": case "keepCallingFromThread":
      return performThreadOperation(stage, perform, operation, scene);
    case "setResolver": case "resolve": case "cancelResolve":
      return performNameOperation(stage, perform, operation);
    default:
      return performReactorOperation(stage, perform, operation, scene);
  }
}

function performTransportOperation(stage: Stage, operation: TransportOperation, scene: Scene): void {
  const name = operation.of ?? scene.connection?.name ?? "";
  const { op } = operation;
  if (op === "write") return write(stage, operation, name);
  stage.recorder.call(op, { connection: name }, () => {
    const transport = transportOf(stage, name);
    if (op === "inspectTransport") return { value: inspect(transport) };
    if (op === "setNoDelay") (transport as TcpTransport).setNoDelay(operation.enabled);
    else if (op === "setKeepAlive") setKeepAlive(transport as TcpTransport, operation);
    else transport[op]();
    return {};
  });
}

function setKeepAlive(
  transport: TcpTransport,
  { enabled, delay }: TransportOperation & { readonly op: "setKeepAlive" },
): void {
  if (delay === undefined) transport.setKeepAlive(enabled);
  else transport.setKeepAlive(enabled, numberOf(delay));
}

function inspect(transport: Transport): object {
  return {
    local: describeAddress(transport.local), remote: describeAddress(transport.remote),
    pendingBytes: transport.pendingBytes ?? null,
  };
}

function write(stage: Stage, operation: TransportOperation & { readonly op: "write" }, name: string): void {
  const { recorder } = stage;
  if ("odd" in operation) {
    recorder.call("write", { connection: name }, () => {
      transportOf(stage, name).write(odd(operation.odd) as Uint8Array);
      return {};
    });
    return;
  }
  const data = bytesOf(operation.data);
  const bytes = operation.asView === true ? viewOf(data) : data;
  recorder.call("write", { connection: name, bytes: bytes.length }, () => {
    transportOf(stage, name).write(bytes);
    return {};
  });
  if (operation.thenOverwrite === true) bytes.fill(0);
}

function performOwnOperation(stage: Stage, perform: Perform, operation: AgentOperation, scene: Scene): unknown {
  switch (operation.op) {
    case "mark": return makeMark(stage, operation.name);
    case "print": return void process.stdout.write(`${operation.text}\n`);
    case "throw": throw new ScenarioThrow(operation.message);
    case "reject": return rejected(new ScenarioThrow(operation.message));
    case "pend": return new Promise(() => undefined);
    case "spin": return spin(stage, operation.ms);
    case "microtask": return queueMicrotask(() => void perform(operation.do, scene));
    case "repeat": {
      for (let i = 1; i <= operation.times; i++) perform(operation.do, { ...scene, suffix: `#${i}` });
      return undefined;
    }
    case "echo": {
      const { connection, chunk } = scene;
      if (connection?.transport && chunk !== undefined) connection.transport.write(chunk);
      return undefined;
    }
    case "keepCalling": return keepCalling(stage, operation);
    case "measureStack": return stage.recorder.record({ ev: "stack", frames: framesBelow() });
  }
}

function spin(stage: Stage, ms: number): void {
  if (stage.simulation !== null) return stage.simulation.elapse(ms);
  const until = stage.reactor.now() + ms;
  // A subject whose clock stands still must not spin for ever: the host's own clock bounds the wait.
  const bound = now() + 20 * ms + 1000;
  while (stage.reactor.now() < until && now() < bound);
}

function keepCalling(stage: Stage, operation: AgentOperation & { readonly op: "keepCalling" }): void {
  let times = 0;
  const call = (): void => {
    if (stage.marks.has(operation.until)) return;
    if (++times > operation.atMost) return makeMark(stage, operation.gaveUp);
    stage.reactor.callLater(operation.delay, () => stage.recorder.silently(call));
  };
  call();
}

/** The frames on the stack that are not the agent's own. */
function framesBelow(): number {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const lines = ownList(apply(split, new Error().stack ?? "", ["\n"]) as string[]);
  Error.stackTraceLimit = limit;
  let frames = 0;
  for (const line of lines) if (!apply(includes, line, ["/conformance/agents/js/"])) frames++;
  // The first line is the title.
  return frames - 1;
}
