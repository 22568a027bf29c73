import { platformErrors } from "../../spec/platform-errors.js";
import type { Operation } from "../language/operations.js";
import type { ErrorInfo } from "../trace/error-info.js";
import type { AgentEvent, EnterEvent, ReturnEvent } from "../trace/events.js";
import { End } from "./end.js";
import { isVoid, NOTHING, type Broken, type Part, type RunState } from "./part.js";
import type { Script } from "./script.js";

type Enter = AgentEvent & EnterEvent;

/** Which requirement says that a call of a transport does not throw. */
const THROWS: Readonly<Record<string, string>> = {
  write: "transport.write.over", endWriting: "transport.close.idempotent", loseConnection: "transport.close.idempotent",
  abortConnection: "transport.close.idempotent", pauseReading: "flow.over", resumeReading: "flow.over",
  setWatermarks: "flow.over",
};
const NOTIFICATIONS: ReadonlySet<string> = new Set([
  "connectionMade", "dataReceived", "eofReceived", "pauseWriting", "resumeWriting",
]);

/** Connections between two ends of the same reactor: what comes at one is what was done at the other. */
export class Connections implements Part {
  readonly #script: Script;
  readonly #run: RunState;
  readonly #ends = new Map<string, End>();
  /** The peers of the kit's that have connected in the course of the trace. */
  readonly #peers: readonly End[];

  constructor(peers: readonly End[], script: Script, run: RunState) {
    this.#peers = peers;
    this.#script = script;
    this.#run = run;
  }

  take(event: AgentEvent, operation: Operation | null): readonly Broken[] {
    if (event.ev === "ran") return this.#settled();
    const end = "connection" in event ? this.#ends.get(event.connection ?? "") : undefined;
    if (event.ev === "enter" && event.cb === "factory") this.#asked(event);
    if (end === undefined) return NOTHING;
    switch (event.ev) {
      case "enter": return this.#entered(end, event);
      case "call":
        if (operation !== null) this.#called(end, operation);
        return NOTHING;
      case "return": return returned(end, event);
      case "leave":
        if (event.threw !== undefined && NOTIFICATIONS.has(event.cb)) this.#threw(end, event.threw);
        return NOTHING;
      default: return NOTHING;
    }
  }

  lawful(): readonly string[] {
    return [...this.#ends.values()].filter(({ state }) => state !== "lost").flatMap((end) => this.#lawfulOf(end));
  }

  owed(): readonly Broken[] {
    return [...this.#ends.values()].flatMap((end) => this.#owedOf(end));
  }

  #asked({ connection: name = "" }: EnterEvent): void {
    this.#ends.set(name, new End(name, this.#script.isAware(name)));
  }

  #entered(end: End, event: Enter): readonly Broken[] {
    switch (event.cb) {
      case "connectionMade": return this.#made(end, event);
      case "dataReceived": return this.#received(end, event);
      case "eofReceived": return this.#ended(end, event);
      case "pauseWriting": return heldUp(end);
      case "connectionLost": return this.#lost(end, event);
      default: return NOTHING;
    }
  }

  #made(end: End, { local, remote }: Enter): readonly Broken[] {
    end.state = "made";
    end.local = local ?? null;
    end.remote = remote ?? null;
    const peer = [...this.#ends.values(), ...this.#peers]
      .find((each) => each.peer === null && each !== end && each.mirrors(end));
    if (peer === undefined) return NOTHING;
    end.peer = peer;
    peer.peer = end;
    return NOTHING;
  }

  #received(end: End, { bytes = 0, text }: Enter): readonly Broken[] {
    const before = end.received;
    end.received += bytes;
    const written = end.peer?.sent.length ?? 0;
    if (end.received > written) {
      return [broken("connection.data.whole", end,
        `${end.name} received ${count(end.received)}, of which its peer had written ${written}`)];
    }
    if (text === undefined || end.peer?.sent.text(before, end.received) === text) return NOTHING;
    return [broken("connection.data.whole", end, `${end.name} received other bytes than its peer had written there`)];
  }

  #ended(end: End, { received }: Enter): readonly Broken[] {
    end.eofSeen = true;
    const { peer } = end;
    if (peer === null) return NOTHING;
    if (!peer.mayHaveEnded) {
      if (this.#run.state !== "running") return NOTHING;
      const [requirement, why] = peer.threw !== null
        ? ["connection.throw.reset", "whose callback had thrown"] as const
        : peer.cut
          ? ["transport.abort.reset", "which was aborted"] as const
          : ["connection.eof.notified", "which had not ended its sending"] as const;
      return [broken(requirement, end, `${end.name} was told of the orderly end of ${peer.name}, ${why}`)];
    }
    const mayBeCut = peer.cut || this.#run.state !== "running";
    if (mayBeCut || peer.sent.mayEndAt(end.received)) return wrongDigest(end, received);
    return [broken("connection.eof.notified", end,
      `${end.name} was told of its peer's end behind ${end.received} of ${count(peer.sent.length)}`)];
  }

  #lost(end: End, { reason, received }: Enter): readonly Broken[] {
    const causes = end.causes(this.#isStopping);
    const { peer, state } = end;
    end.state = "lost";
    if (state !== "made") return NOTHING;
    const kind = reason?.kind ?? "nothing";
    if (!(causes as ReadonlySet<string>).has(kind)) {
      const only = [...causes].join(" or ");
      const says = only === ""
        ? `${end.name} is over with the reason ${kind}, and nothing has ended it`
        : `${end.name} is over with the reason ${kind}, not ${only}`;
      return [broken(requirementOf([...causes], kind), end, says)];
    }
    const wrong = [...wrongDigest(end, received), ...wrongError(end, kind, reason?.error)];
    const isReadToEnd = kind === "done" && !end.closed && !this.#isStopping;
    if (wrong.length > 0 || !isReadToEnd || peer === null || peer.cut) return wrong;
    if (end.isAware && !end.eofSeen) {
      return [broken("connection.eof.notified", end, `${end.name} is over, and was not told of its peer's end`)];
    }
    if (peer.sent.mayEndAt(end.received)) return NOTHING;
    return [broken("connection.lost.after-data", end,
      `${end.name} is over behind ${end.received} of ${count(peer.sent.length)} that its peer had written`)];
  }

  get #isStopping(): boolean {
    return this.#run.state === "stopping" || this.#run.state === "over";
  }

  #called(end: End, operation: Operation): void {
    if (end.state !== "made") return;
    switch (operation.op) {
      case "write": {
        if ("odd" in operation || end.closed || end.ended || end.cut) return;
        // The peer's end closes one that is not aware of it, and its cut every one: maybe before this write.
        const mayBeOver = end.peer === null || end.peer.cut || end.peer.state === "lost" || this.#isStopping
          || (!end.isAware && end.peer.mayHaveEnded);
        return end.sent.write(operation.data, !mayBeOver);
      }
      case "endWriting":
        end.ended = true;
        return;
      case "loseConnection":
        end.ended = true;
        end.closed = true;
        return;
      case "abortConnection":
        end.settle("aborted", this.#isStopping);
        end.cut = true;
        end.closed = true;
        return;
      case "setWatermarks":
        if (typeof operation.high === "number" && !end.closed) end.high = operation.high;
        return;
      case "pauseReading": case "resumeReading":
        end.paused = operation.op === "pauseReading";
        return;
      default: return;
    }
  }

  #threw(end: End, error: ErrorInfo): void {
    if (end.state !== "made" || end.threw !== null) return;
    end.settle("failed", this.#isStopping);
    end.threw = error.message;
    end.cut = true;
  }

  #settled(): readonly Broken[] {
    return [...this.#ends.values()].filter(({ state }) => state === "made").map((end) => broken(
      "lifecycle.stop.connections", end, `${end.name} was made, and had no connectionLost when the run settled`));
  }

  #lawfulOf(end: End): readonly string[] {
    const { name, peer, isAware, state } = end;
    if (state === "attempt") return [`connectionMade of ${name}`];
    const lost = [...end.causes(this.#isStopping)].map((cause) => `connectionLost of ${name} (${cause})`);
    const isDeaf = end.paused || end.closed || end.cut || end.eofSeen;
    const left = (peer?.sent.length ?? 0) - end.received;
    const isAtEnd = peer !== null && peer.mayHaveEnded && peer.sent.mayEndAt(end.received);
    return [
      ...(!isDeaf && left > 0 ? [`dataReceived of ${name} (at most ${left} bytes)`] : []),
      ...(!isDeaf && isAware && isAtEnd ? [`eofReceived of ${name}`] : []),
      ...(mayBeHeldUp(end) ? [`pauseWriting or resumeWriting of ${name}`] : []),
      ...lost,
    ];
  }

  /** What had to come though nobody does anything more. */
  #owedOf(end: End): readonly Broken[] {
    const { name, peer, state, received } = end;
    if (state !== "made") return NOTHING;
    const missing = (requirement: string, what: string): readonly Broken[] =>
      [broken(requirement, end, `${name} ${what}, and had no connectionLost`)];
    if (end.threw !== null) return missing("connection.throw.made", "had a callback that threw");
    if (end.cut) return missing("transport.abort.discards", "was aborted");
    const isRead = peer === null || !peer.paused || peer.closed || peer.state === "lost";
    if (end.closed && isRead) return missing("transport.lose.no-wait", "was closed");
    if (peer === null || end.paused || end.closed || peer.cut) return NOTHING;
    if (received < Math.min(...peer.sent.ends())) {
      return [broken("connection.data.whole", end, `${name} received ${received} of ${count(peer.sent.length)}`)];
    }
    if (!peer.ended) return NOTHING;
    if (end.isAware && !end.eofSeen) {
      return [broken("connection.eof.notified", end, `${name} was not told of its peer's end`)];
    }
    if (end.isAware && !end.ended) return NOTHING;
    return missing("connection.lost.always", "had ended at both sides");
  }
}

function broken(requirement: string, end: End, says: string): Broken {
  return { requirement, of: `connection ${end.name}`, says };
}

function count(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

function returned(end: End, { op, threw }: ReturnEvent): readonly Broken[] {
  const requirement = THROWS[op];
  if (threw === undefined || isVoid(threw) || requirement === undefined) return NOTHING;
  return [broken(requirement, end, `${op} of ${end.name} threw ${threw.type} ${JSON.stringify(threw.message)}`)];
}

function mayBeHeldUp({ sent, peer, high, ended }: End): boolean {
  return !ended && sent.length - (peer?.received ?? 0) > high;
}

function heldUp(end: End): readonly Broken[] {
  if (end.peer === null || end.ended || mayBeHeldUp(end)) return NOTHING;
  const unsent = end.sent.length - end.peer.received;
  return [broken("flow.write.pause.over", end,
    `pauseWriting of ${end.name} came with at most ${count(unsent)} unsent, and a high watermark of ${end.high}`)];
}

/** Which requirement a reason breaks that none of the possible causes has. */
function requirementOf(causes: readonly string[], kind: string): string {
  const [only, ...others] = causes;
  if (only === "aborted" && others.length === 0) return "connection.reason.aborted";
  if (only === "failed" && others.length === 0) return "connection.throw.reason";
  if (kind === "done") return "connection.reason.lost";
  return causes.includes("done") ? "connection.reason.done" : "connection.reason.first";
}

function wrongDigest(end: End, received: EnterEvent["received"]): readonly Broken[] {
  if (received === undefined || end.peer === null) return NOTHING;
  const { bytes, sha256 } = received;
  if (bytes > end.peer.sent.length || end.peer.sent.digest(bytes).sha256 === sha256) return NOTHING;
  return [broken("connection.data.whole", end, `${end.name} received other bytes than its peer had written`)];
}

/** A callback's own error is passed on; a reset is one of the platform, with its code. */
function wrongError(end: End, kind: string, error: ErrorInfo | undefined): readonly Broken[] {
  if (kind === "failed") {
    if (error?.message === end.threw) return NOTHING;
    return [broken("connection.throw.reason", end, `the error of ${end.name} is not what its callback threw`)];
  }
  if (kind !== "lost" || end.peer === null) return NOTHING;
  const { category = null, code = null, errno = null } = error ?? {};
  if (category === "reset" && code === null) {
    return [broken("error.code", end, `the platform has reset ${end.name}, and the failure has no code`)];
  }
  const row = platformErrors.get(code ?? "");
  const numbers = row === undefined ? [] : [row.linux, row.macos, row.windows];
  if (errno === null || row === undefined || numbers.includes(errno)) return NOTHING;
  return [broken("error.errno", end, `no platform has the number ${errno} for ${code}`)];
}
