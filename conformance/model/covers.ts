import type { Operation } from "../language/operations.js";
import type { PeerScript, Phase, ProtocolScript, Scenario } from "../language/scenario.js";

/** The operations that the model knows, each with the fields that it may have. */
const OPERATIONS: Readonly<Partial<Record<Operation["op"] | "hostTurns", readonly string[]>>> = {
  callLater: ["call", "delay", "do", "sameDeadlineAs"],
  cancel: ["call"], inspectCall: ["call"], reset: ["call", "delay"], delay: ["call", "extra"],
  listen: ["listener", "protocol", "address", "on"], closeListener: ["listener", "on"],
  connect: ["connection", "protocol", "to", "on"], cancelConnect: ["connection"],
  stop: [], addHook: ["hook", "phase", "do"], removeHook: ["hook"],
  write: ["data", "of"], endWriting: ["of"], loseConnection: ["of"], abortConnection: ["of"],
  pauseReading: ["of"], resumeReading: ["of"], setWatermarks: ["low", "high", "of"],
  openDatagram: ["port", "protocol", "local", "on"], sendDatagram: ["of", "to", "data"], closePort: ["of", "on"],
  callFromThread: ["call", "do"], setResolver: ["resolver", "answers"], resolve: ["lookup", "host", "on"],
  mark: ["name"], throw: ["message"], spin: ["ms"], hostTurns: ["turns"],
};

const PEER_STEPS: ReadonlySet<string> = new Set(["send", "end", "close", "reset"]);

/** Whether a scenario says nothing that the model does not know: only then it tells what is lawful. */
export function covers(scenario: Scenario): boolean {
  const { phases, protocols = {}, peers = {}, threads, errorHook, code, answersStalledAfter, pool } = scenario;
  const others = [threads, errorHook, code, answersStalledAfter, pool];
  return others.every((each) => each === undefined) && phases.length === 1
    && phases.every(isPhase) && Object.values(protocols).every(isProtocol) && Object.values(peers).every(isPeer);
}

function isPhase({ before = [], start = [], meanwhile, after = [] }: Phase): boolean {
  return meanwhile === undefined && areKnown([...before, ...start])
    && after.every(({ op }) => op === "hostTurns" || op === "mark");
}

function isProtocol({ reactions = [], factory, declines, bare, retains, quiet }: ProtocolScript): boolean {
  return [factory, declines, bare, retains, quiet].every((each) => each === undefined)
    && reactions.every((reaction) => areKnown(reaction.do));
}

/** A peer that connects, sends, and then at most ends its sending or the connection. */
function isPeer({ role, tls, count, when, script = [] }: PeerScript): boolean {
  return "connects" in role && role.host === undefined && tls === undefined && count === undefined && when === undefined
    && script.every(({ step }, index) => PEER_STEPS.has(step) && (step === "send" || index === script.length - 1));
}

function areKnown(operations: readonly { readonly op: string }[]): boolean {
  return operations.every((each) => isKnown(each as Operation));
}

function isKnown(operation: Operation): boolean {
  const fields = OPERATIONS[operation.op];
  if (fields === undefined) return false;
  if (!Object.keys(operation).every((field) => field === "op" || fields.includes(field))) return false;
  if (!isPlain(operation)) return false;
  const { do: then = [], on = {} } = operation as { readonly do?: readonly Operation[]; readonly on?: object };
  return areKnown(then) && Object.values(on).every((each) => areKnown(each as readonly Operation[]));
}

/** Whether no argument is odd, and every address is one of this reactor's, or one where nobody is. */
function isPlain(operation: Operation): boolean {
  const { delay, extra, low, high, host } = operation as unknown as Readonly<Record<string, unknown>>;
  const isNumber = (value: unknown): boolean => value === undefined || (typeof value === "number" && value >= 0);
  if (![delay, extra, low, high].every(isNumber)) return false;
  switch (operation.op) {
    case "listen": return operation.address === undefined || isNowhere(operation.address);
    case "connect": return Object.keys(operation.to).every((key) => key === "listener" || key === "closed");
    case "openDatagram": return operation.local === undefined || isNowhere(operation.local);
    case "sendDatagram": return operation.to !== undefined && "of" in operation.to;
    case "addHook": return operation.phase !== "nonesuch";
    case "setWatermarks": return (low as number) <= (high as number);
    case "resolve": return typeof host === "string";
    default: return true;
  }
}

/** An address that is reserved for documentation: no host has it. */
function isNowhere(address: object): boolean {
  const { host, port } = address as { readonly host?: unknown; readonly port?: unknown };
  return host === "192.0.2.1" && port === 0;
}
