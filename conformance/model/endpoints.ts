import { platformErrors } from "../../spec/platform-errors.js";
import type { Operation } from "../language/operations.js";
import type { ErrorInfo } from "../trace/error-info.js";
import type { AgentEvent, EnterEvent } from "../trace/events.js";
import { isVoid, NOTHING, type Broken, type Part, type RunState } from "./part.js";

interface Listening {
  readonly name: string;
  /** Whether its address is one that it can listen at. */
  readonly isPossible: boolean;
  state: "asked" | "listening" | "failed" | "closed";
  /** Calls of close that have not had their outcome. */
  closes: number;
}

interface Attempt {
  readonly name: string;
  /** To whom: a listener of this reactor, or null for an address where nobody listens. */
  readonly listener: string | null;
  asked: boolean;
  made: boolean;
  outcome: "connected" | "connectFailed" | null;
  cancelled: boolean;
  /** What the factory or connectionMade threw. */
  threw: string | null;
}

type Of<Op extends Operation["op"]> = Extract<Operation, { readonly op: Op }>;

/** Listeners and attempts to connect: what becomes of each, by what its address is. */
export class Endpoints implements Part {
  readonly #run: RunState;
  readonly #listeners = new Map<string, Listening>();
  readonly #attempts = new Map<string, Attempt>();
  /** What was called last, and not taken note of before it returned. */
  #called: Operation | null = null;

  constructor(run: RunState) {
    this.#run = run;
  }

  take(event: AgentEvent, operation: Operation | null): readonly Broken[] {
    switch (event.ev) {
      case "call":
        this.#called = operation;
        return NOTHING;
      case "return": return this.#returned(event);
      case "leave": {
        const attempt = this.#attempts.get(event.connection ?? "");
        if (attempt !== undefined && (event.cb === "connectionMade" || event.cb === "factory")) {
          attempt.threw ??= event.threw?.message ?? null;
        }
        return NOTHING;
      }
      case "enter": return this.#entered(event);
      default: return NOTHING;
    }
  }

  lawful(): readonly string[] {
    const ofListeners = [...this.#listeners.values()].flatMap(({ name, state, closes }) => [
      ...(state === "asked" ? [`listening or listenFailed of ${name}`] : []),
      ...(state === "listening" && this.#isWanted(name) ? [`factory of ${name}`] : []),
      ...(closes > 0 ? [`closed of ${name}`] : []),
    ]);
    const ofAttempts = [...this.#attempts.values()].filter(({ outcome }) => outcome === null)
      .flatMap((attempt) => [
        ...(attempt.listener !== null && !attempt.asked ? [`factory of ${attempt.name}`] : []),
        ...(attempt.made && attempt.threw === null
          ? [`connected of ${attempt.name}`]
          : [`connectFailed of ${attempt.name}${anyOf(this.#failures(attempt))}`]),
      ]);
    return [...ofListeners, ...ofAttempts];
  }

  owed(): readonly Broken[] {
    const waiting = [...this.#attempts.values()].filter(({ outcome }) => outcome === null).map(({ name }) =>
      broken("connect.one-outcome", name, `the attempt ${name} has had no outcome`));
    const closing = [...this.#listeners.values()].filter(({ closes }) => closes > 0).map(({ name }) =>
      ofListener("listen.close.no-wait", name, `the listener ${name} was closed, and its promise is pending`));
    return [...waiting, ...closing];
  }

  #isWanted(listener: string): boolean {
    return [...this.#attempts.values()].some((each) => each.listener === listener);
  }

  #returned(event: AgentEvent & { readonly ev: "return" }): readonly Broken[] {
    const { op, threw } = event;
    const operation = this.#called;
    this.#called = null;
    if (operation?.op !== op || isVoid(threw)) return NOTHING;
    if (threw !== undefined) {
      const isAsked = op === "listen" || op === "connect";
      const name = event.connection ?? event.listener ?? "";
      return isAsked ? [broken("error.asynchronous", name, `${op} threw ${threw.type}`)] : NOTHING;
    }
    switch (operation.op) {
      case "listen": this.#listen(operation); break;
      case "closeListener": {
        const listener = this.#listeners.get(operation.listener);
        if (listener === undefined) break;
        listener.state = "closed";
        listener.closes++;
        break;
      }
      case "connect": this.#connect(operation); break;
      case "cancelConnect": {
        const attempt = this.#attempts.get(operation.connection);
        if (attempt !== undefined && !attempt.made && attempt.outcome === null) attempt.cancelled = true;
        break;
      }
    }
    return NOTHING;
  }

  #listen({ listener: name, address }: Of<"listen">): void {
    const isPossible = address === undefined || !("host" in address) || address.host === "127.0.0.1";
    this.#listeners.set(name, { name, isPossible, state: "asked", closes: 0 });
  }

  #connect({ connection: name, to }: Of<"connect">): void {
    const listener = "listener" in to ? to.listener : null;
    this.#attempts.set(name, {
      name, listener, asked: false, made: false, outcome: null, cancelled: false, threw: null,
    });
  }

  #entered(event: AgentEvent & EnterEvent): readonly Broken[] {
    const { cb, listener: of, connection = "", error } = event;
    const listener = this.#listeners.get(of ?? "");
    const attempt = of === undefined ? this.#attempts.get(connection) : undefined;
    switch (cb) {
      case "listening": case "listenFailed": case "closed":
        return listener === undefined ? NOTHING : this.#ofListener(listener, cb, error);
      case "factory":
        if (listener?.state === "closed") {
          return [ofListener("listen.close", listener.name, `the factory of ${listener.name} was called after close`)];
        }
        return attempt === undefined ? NOTHING : asked(attempt);
      case "connectionMade":
        if (attempt !== undefined) attempt.made = true;
        return NOTHING;
      case "connected": case "connectFailed":
        return attempt === undefined ? NOTHING : this.#outcome(attempt, cb, error);
      default: return NOTHING;
    }
  }

  #ofListener(listener: Listening, cb: string, error: ErrorInfo | undefined): readonly Broken[] {
    const { name, isPossible } = listener;
    if (cb === "closed") {
      if (--listener.closes >= 0) return NOTHING;
      return [ofListener("listen.close.idempotent", name, `the promise of ${name}'s close was fulfilled twice`)];
    }
    if (cb === "listening") {
      if (this.#run.state === "before") {
        return [ofListener("lifecycle.run.before", name, `${name} listened before run was called`)];
      }
      listener.state = "listening";
      if (isPossible) return NOTHING;
      return [ofListener("listen.address-not-available", name, `${name} listens at an address that no interface has`)];
    }
    listener.state = "failed";
    const category = error?.category ?? "none";
    const lawful = [...(isPossible ? [] : ["address-not-available"]), ...(this.#isStopping ? ["stopped"] : [])];
    if (lawful.includes(category)) return wrongNumber(name, error);
    const requirement = isPossible ? "listen.port-zero" : "listen.address-not-available";
    return [ofListener(requirement, name, `listening failed with the category ${category}${not(lawful)}`)];
  }

  #outcome(attempt: Attempt, cb: "connected" | "connectFailed", error: ErrorInfo | undefined): readonly Broken[] {
    const { name, threw, listener, cancelled, outcome, made } = attempt;
    attempt.outcome = cb;
    if (outcome !== null) return NOTHING;
    if (cb === "connected") {
      if (threw === null) return NOTHING;
      return [broken("connect.made.throws", name, `the attempt ${name} was fulfilled, though ${threw} was thrown`)];
    }
    if (threw !== null) {
      if (error?.message === threw) return NOTHING;
      return [broken("connect.made.throws", name,
        `the attempt ${name} was not rejected with ${threw}, which was thrown`)];
    }
    const failures = this.#failures(attempt);
    const category = error?.category ?? "none";
    if (made || failures.includes(category)) return wrongNumber(name, error);
    const requirement = listener === null
      ? "connect.refused"
      : cancelled ? "connect.cancel" : this.#isStopping ? "lifecycle.stop.attempts" : "connect.many";
    return [broken(requirement, name, `the attempt ${name} failed with the category ${category}${not(failures)}`)];
  }

  /** The categories with which an attempt may fail. */
  #failures({ listener: to, cancelled, made }: Attempt): readonly string[] {
    if (made) return [];
    const listener = to === null ? null : this.#listeners.get(to);
    return [
      ...(to === null ? ["refused"] : []),
      // Also of one that waited to be accepted when its listener was closed.
      ...(listener !== null && listener?.state !== "listening" ? ["refused", "reset", "broken-pipe"] : []),
      ...(cancelled ? ["cancelled"] : []),
      ...(this.#isStopping ? ["stopped"] : []),
    ];
  }

  get #isStopping(): boolean {
    return this.#run.state === "stopping" || this.#run.state === "over";
  }
}

function broken(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `connection ${name}`, says };
}

function ofListener(requirement: string, name: string, says: string): Broken {
  return { requirement, of: `listener ${name}`, says };
}

function anyOf(categories: readonly string[]): string {
  return categories.length === 0 ? "" : ` (${categories.join(" or ")})`;
}

function not(lawful: readonly string[]): string {
  return lawful.length === 0 ? ", and nothing was in its way" : `, not ${lawful.join(" or ")}`;
}

function asked(attempt: Attempt): readonly Broken[] {
  const { name, listener, outcome } = attempt;
  if (attempt.asked) return [broken("connection.factory.once", name, `the factory of ${name} was called twice`)];
  attempt.asked = true;
  if (listener !== null && outcome === null) return NOTHING;
  return [broken("connect.factory.late", name, `the factory of ${name} was called, and no connection was opened`)];
}

/** A failure of the platform has the number that a platform has for its code, or none. */
function wrongNumber(name: string, error: ErrorInfo | undefined): readonly Broken[] {
  const { code = null, errno = null } = error ?? {};
  const row = platformErrors.get(code ?? "");
  if (errno === null || row === undefined || [row.linux, row.macos, row.windows].includes(errno)) return NOTHING;
  return [broken("error.errno", name, `no platform has the number ${errno} for ${code}`)];
}
