import type { Address, ConnectOptions, ErrorHook, HookPhase, Listener, TimedCall } from "../../../spec/reactor.js";
import type { AddressSpec, ReactorOperation } from "../../language/operations.js";
import { valuesOf } from "./captured.js";
import { describeAddress, describeError } from "./describe.js";
import { whenMarked } from "./marks.js";
import { numberOf, odd, shown, textOf } from "./odd.js";
import { oddAddress, oddFactory, oddSignal } from "./odd-arguments.js";
import { factoryOf } from "./protocols.js";
import { NotThere, rejected, requireMethod } from "./recorder.js";
import { tlsOptionsOf } from "./tls-operations.js";
import type { TlsSpec } from "../../language/tls.js";
import { settle } from "./settle.js";
import { nextOrdinal, type Perform, type Scene, type Stage } from "./stage.js";

type UseOfCall = Extract<ReactorOperation, { readonly op: "cancel" | "inspectCall" | "reset" | "delay" }>;
type Of<Op extends ReactorOperation["op"]> = Extract<ReactorOperation, { readonly op: Op }>;

/** Makes the call of the reactor that an operation stands for. */
export function performReactorOperation(
  stage: Stage,
  perform: Perform,
  operation: ReactorOperation,
  scene: Scene,
): void {
  switch (operation.op) {
    case "callLater": return callLater(stage, perform, operation, scene);
    case "cancel": case "inspectCall": case "reset": case "delay": return useCall(stage, operation, scene);
    case "listen": return listen(stage, perform, operation);
    case "closeListener": return closeListener(stage, perform, operation);
    case "connect": return connect(stage, perform, operation);
    case "cancelConnect": return cancelConnect(stage, operation);
    case "addHook": return addHook(stage, perform, operation);
    case "removeHook": return removeHook(stage, operation);
    case "setErrorHook": return setErrorHook(stage, perform, operation);
    case "inspectReactor": case "run": case "stop": return callReactor(stage, operation);
    default: return stage.recorder.record({ ev: "unsupported", op: (operation as { readonly op: string }).op });
  }
}

function callLater(stage: Stage, perform: Perform, operation: Of<"callLater">, scene: Scene): void {
  const { recorder, reactor } = stage;
  const call = operation.call + (scene.suffix ?? "");
  // With sameDeadlineAs the deadline is not that of the delay.
  const asked = operation.sameDeadlineAs === undefined ? { call, delay: shown(operation.delay) } : { call };
  recorder.call("callLater", asked, () => {
    let handle: TimedCall | undefined;
    const callback = operation.callback !== undefined
      ? (odd(operation.callback.odd) as () => void)
      : () => recorder.callback("timedCall", { call, deadline: handle?.deadline ?? -1 }, () =>
        perform(operation.do ?? [], {}));
    if (operation.sameDeadlineAs === undefined) {
      handle = reactor.callLater(numberOf(operation.delay), callback as () => void);
    } else {
      const target = stage.calls.get(operation.sameDeadlineAs)?.deadline ?? Number.NaN;
      handle = reactor.callLater(Math.max(0, (target - reactor.now()) / 2), callback as () => void);
      alignDeadline(handle, target);
    }
    stage.calls.set(call, handle);
    return { deadline: handle.deadline };
  });
}

/** Rounding can leave the sum a bit off the target, so that it takes more than one step. */
function alignDeadline(handle: TimedCall, target: number): void {
  requireMethod(handle, "delay");
  for (let step = 0; step < 4 && handle.deadline < target; step++) handle.delay(target - handle.deadline);
}

function useCall(stage: Stage, operation: UseOfCall, scene: Scene): void {
  const call = operation.call + (scene.suffix ?? "");
  stage.recorder.call(operation.op, { call }, () => {
    const handle = stage.calls.get(call);
    if (handle === undefined) throw new NotThere(`no timed call ${call}`);
    if (operation.op === "inspectCall") return { value: { active: handle.active, deadline: handle.deadline } };
    requireMethod(handle, operation.op);
    if (operation.op === "cancel") return { value: handle.cancel() ?? null };
    const value = "extra" in operation
      ? handle.delay(numberOf(operation.extra))
      : handle.reset(numberOf((operation as Of<"reset">).delay));
    return { value: value ?? null, deadline: handle.deadline };
  });
}

function listen(stage: Stage, perform: Perform, operation: Of<"listen">): void {
  const { recorder, reactor } = stage;
  const { listener } = operation;
  const nameConnection = (): string => `${listener}#${nextOrdinal(stage, `listener ${listener}`)}`;
  const factory = factoryOf(stage, perform, operation.protocol, nameConnection, { listener });
  recorder.call("listen", { listener }, () => {
    requireMethod(reactor, "listen");
    const address = addressOf(stage, operation.address ?? { port: 0 }, operation.tls);
    const options = {
      ...(operation.backlog === undefined ? {} : { backlog: numberOf(operation.backlog) }),
      ...(operation.tls === undefined ? {} : { tls: tlsOptionsOf(operation.tls) }),
    };
    const outcome = reactor.listen(oddAddress(address, operation.odd), oddFactory(factory, operation.odd), options);
    void settle(outcome, (made: Listener) => {
      stage.listeners.set(listener, made);
      const bound = describeAddress(made.address) ?? {};
      recorder.callback("listening", { listener, address: bound }, () => perform(operation.on?.listening ?? [], {}));
    }, (error) => recorder.callback("listenFailed", { listener, error: describeError(error) }, () =>
      perform(operation.on?.listenFailed ?? [], {})));
    return {};
  });
}

function closeListener(stage: Stage, perform: Perform, operation: Of<"closeListener">): void {
  const { recorder } = stage;
  const { listener } = operation;
  recorder.call("closeListener", { listener }, () => {
    const made = stage.listeners.get(listener);
    if (made === undefined) throw new NotThere(`no listener ${listener}`);
    void settle(made.close(), () => recorder.callback("closed", { listener }, () =>
      perform(operation.on?.closed ?? [], {})),
    (error) => recorder.callback("closeFailed", { listener, error: describeError(error) }, () =>
      perform(operation.on?.closeFailed ?? [], {})));
    return {};
  });
}

function connect(stage: Stage, perform: Perform, operation: Of<"connect">): void {
  const { recorder, reactor } = stage;
  const { connection } = operation;
  const factory = factoryOf(stage, perform, operation.protocol, () => connection, { connection });
  recorder.call("connect", { connection }, () => {
    requireMethod(reactor, "connect");
    const abort = new AbortController();
    stage.attempts.set(connection, abort);
    if (operation.cancelled === true) abort.abort();
    const options: ConnectOptions = {
      signal: oddSignal(abort.signal, operation.odd),
      ...(operation.timeout === undefined ? {} : { timeout: numberOf(operation.timeout) }),
      ...(operation.tls === undefined ? {} : { tls: tlsOptionsOf(operation.tls) }),
      ...(operation.attemptDelay === undefined ? {} : { attemptDelay: numberOf(operation.attemptDelay) }),
    };
    const address = oddAddress(addressOf(stage, operation.to, operation.tls), operation.odd);
    const outcome = reactor.connect(address, oddFactory(factory, operation.odd), options);
    void settle(outcome, (transport) => {
      const sameTransport = transport === stage.connections.get(connection)?.transport;
      recorder.callback("connected", { connection, sameTransport }, () => perform(operation.on?.connected ?? [], {}));
    }, (error) => recorder.callback("connectFailed", { connection, error: describeError(error) }, () =>
      perform(operation.on?.connectFailed ?? [], {})));
    return {};
  });
}

function cancelConnect(stage: Stage, operation: Of<"cancelConnect">): void {
  const { connection } = operation;
  stage.recorder.call("cancelConnect", { connection }, () => {
    stage.attempts.get(connection)?.abort();
    return {};
  });
}

function addHook(stage: Stage, perform: Perform, operation: Of<"addHook">): void {
  const { recorder, reactor } = stage;
  const { hook, phase } = operation;
  recorder.call("addHook", { hook }, () => {
    requireMethod(reactor, "addHook");
    const callback = (): unknown => recorder.callback("hook", { hook, phase: phase as HookPhase }, () => {
      perform(operation.do ?? [], {});
      if (operation.rejects !== undefined) return rejected(new Error(operation.rejects));
      return operation.until === undefined ? undefined : whenMarked(stage, operation.until);
    });
    const passed = operation.callback === undefined ? callback : odd(operation.callback.odd);
    stage.hooks.set(hook, reactor.addHook(phase as HookPhase, passed as () => void));
    return {};
  });
}

function removeHook(stage: Stage, operation: Of<"removeHook">): void {
  const { hook } = operation;
  stage.recorder.call("removeHook", { hook }, () => ({ value: stage.hooks.get(hook)?.remove() ?? null }));
}

function setErrorHook(stage: Stage, perform: Perform, operation: Of<"setErrorHook">): void {
  const { recorder, reactor } = stage;
  const { hook } = operation;
  recorder.call("setErrorHook", hook === null ? {} : { hook }, () => {
    requireMethod(reactor, "setErrorHook");
    if (operation.callback !== undefined) reactor.setErrorHook(odd(operation.callback.odd) as ErrorHook);
    else reactor.setErrorHook(hook === null ? null : recordingHook(stage, hook, () => perform(operation.do ?? [], {})));
    return {};
  });
}

/** An error hook that reports what it is given, and then does `body`. */
function recordingHook(stage: Stage, hook: string, body: () => unknown): ErrorHook {
  return (error) => {
    stage.recorder.callback("errorHook", { hook, error: describeError(error) }, body);
  };
}

function callReactor(stage: Stage, operation: Of<"inspectReactor" | "run" | "stop">): void {
  const { recorder, reactor } = stage;
  recorder.call(operation.op, {}, () => {
    if (operation.op === "inspectReactor") {
      const value = { profiles: valuesOf(reactor.profiles).sort(), running: reactor.running };
      return operation.as === undefined ? { value } : { as: operation.as, value };
    }
    if (operation.op === "stop") reactor.stop();
    else void settle(reactor.run(), () => recorder.record({ ev: "mark", name: "nested run fulfilled" }), () =>
      recorder.record({ ev: "mark", name: "nested run rejected" }));
    return {};
  });
}

function addressOf(stage: Stage, spec: AddressSpec, tls?: TlsSpec): Address {
  const resolved = stage.player?.resolve(spec) ?? spec;
  if ("listener" in resolved) {
    const made = stage.listeners.get(resolved.listener);
    if (made === undefined) throw new NotThere(`no listener ${resolved.listener}`);
    return made.address;
  }
  if ("path" in resolved) return { kind: "unix", path: textOf(resolved.path) };
  if ("portOf" in resolved) return { ...addressOf(stage, resolved.portOf, tls), host: resolved.host } as Address;
  if ("kind" in resolved && !("port" in resolved)) return { kind: resolved.kind } as unknown as Address;
  const kind = "kind" in resolved ? resolved.kind : tls === undefined ? "tcp" : "tls";
  if ("port" in resolved) return { kind, host: resolved.host ?? "127.0.0.1", port: numberOf(resolved.port) };
  throw new NotThere("no such address");
}
