import type {
  CloseReason, Listener, Protocol, ProtocolFactory, Reactor, StartTlsOptions, TcpTransport, Transport,
} from "../../spec/reactor.js";
import { overFactories, override } from "../faulty/override.js";

const NOTHING = new Uint8Array(0);

/** To more bytes than this nothing is joined. */
const LARGEST_JOIN = 256 * 1024;

/** How notifications are passed on. */
export interface Relaying {
  /** Chunks are passed on in pieces: how large the one is that begins at this byte of the chunk. */
  readonly pieces?: (at: number) => number;
  /** A notification waits for so many zero-delay calls; 1 by default. */
  readonly turns?: number;
  /** Of several connections with notifications waiting, the one that began to wait last goes first. */
  readonly latestFirst?: boolean;
  /** What has come while a chunk waits is joined to it. */
  readonly joins?: boolean;
  /** How many bytes are read ahead of a connection that is paused; 0 by default. */
  readonly ahead?: number;
  /** The factory of a listener is called late, too. */
  readonly lateFactories?: boolean;
}

/** A reactor that passes on the notifications of its connections later than it could, each in a turn of its own. */
export function relaying(reactor: Reactor, how: Relaying): Reactor {
  const relay = new Relay(reactor, how);
  const made = new WeakMap<Transport, Promise<Transport>>();
  const over = overFactories(reactor, (factory) => (remote) => {
    const protocol = factory(remote);
    return protocol === null ? null : relay.protocol(protocol, (transport, passedOn) => made.set(transport, passedOn));
  });
  return override(over, {
    listen(address, factory, options) {
      if (how.lateFactories !== true || typeof factory !== "function") return over.listen(address, factory, options);
      let isOpen = true;
      // What is not accepted by then is closed with its listener.
      const ask: ProtocolFactory = (remote) => isOpen ? factory(remote) : null;
      const close = (listener: Listener): Promise<void> => {
        isOpen = false;
        return listener.close();
      };
      return reactor.listen(address, () => relay.protocol({}, () => undefined, ask), options)
        .then((listener) => override(listener, { close: () => close(listener) }));
    },
    connect: (address, factory, options) => over.connect(address, factory, options)
      .then((transport) => made.get(transport) ?? transport),
  });
}

/** A notification that waits; one of input stays while reading is paused. */
interface Passed {
  readonly notify: () => unknown;
  readonly isInput: boolean;
  readonly data: Uint8Array;
}

/** Notifications of one connection that wait. */
interface Waiting {
  queue: Passed[];
  paused: boolean;
}

/** The chunk, behind what waits of the last one. */
function joined({ queue }: Waiting, chunk: Uint8Array): Uint8Array {
  const last = queue.at(-1);
  if (last === undefined || last.data.length === 0 || last.data.length > LARGEST_JOIN) return chunk;
  queue.pop();
  return new Uint8Array(Buffer.concat([last.data, chunk]));
}

class Relay {
  readonly #reactor: Reactor;
  readonly #how: Relaying;
  readonly #waiting: Waiting[] = [];
  #pumping = false;
  /** The timed calls that notifications wait for are about to be dropped: they are passed on at once. */
  #closing = false;
  #emptied: () => void = () => undefined;

  constructor(reactor: Reactor, how: Relaying) {
    this.#reactor = reactor;
    this.#how = how;
    reactor.addHook("startup", () => {
      this.#closing = false;
    });
    reactor.addHook("shutdown", () => new Promise<void>((resolve) => {
      this.#emptied = () => {
        if (this.#next() !== undefined) return;
        this.#closing = true;
        resolve();
      };
      this.#emptied();
    }));
  }

  /** With `factory`, that makes the protocol, later. */
  protocol(
    given: Protocol, onMade: (transport: Transport, passedOn: Promise<Transport>) => void,
    factory: ProtocolFactory | null = null,
  ): Protocol {
    const waiting: Waiting = { queue: [], paused: false };
    let protocol: Protocol | null = given;
    let base: Transport | null = null;
    let failed: { readonly error: unknown } | null = null;
    let closing = false;
    let aborted = false;
    let told = false;

    const fail = (error: unknown): void => {
      if (!aborted) failed ??= { error };
      closing = true;
      base?.abortConnection();
    };
    const guarded = (notify: () => unknown): unknown => {
      try {
        const result = notify();
        if (result instanceof Promise) result.catch(fail);
        return result;
      } catch (error) {
        fail(error);
        throw error;
      }
    };
    const unlessClosing = (notify: () => unknown) => () => closing ? undefined : guarded(notify);
    const close = (how: "loseConnection" | "abortConnection") => () => {
      closing = true;
      this.#setPaused(waiting, false);
      aborted ||= how === "abortConnection";
      base?.[how]();
    };

    /** TLS was started, or cannot be started any more. */
    let secure = false;
    /** What waits to be passed on when TLS is started belongs to the handshake. */
    const withWaiting = (options: StartTlsOptions): StartTlsOptions => {
      if (secure || closing || waiting.queue.some(({ data }) => data.length === 0)) return options;
      secure = true;
      const waited = waiting.queue.splice(0).map(({ data }) => data);
      return { ...options, received: new Uint8Array(Buffer.concat([options.received ?? NOTHING, ...waited])) };
    };

    const relayed: Protocol = {
      connectionMade: (transport) => {
        base = transport;
        secure = "session" in transport && transport.session !== null;
        const other = override(transport as TcpTransport, {
          startTls: (options) => (transport as TcpTransport).startTls(withWaiting(options)),
          endWriting() {
            secure = true;
            transport.endWriting();
          },
          loseConnection: close("loseConnection"), abortConnection: close("abortConnection"),
          pauseReading: () => {
            this.#setPaused(waiting, !closing);
            if (this.#isFull(waiting)) transport.pauseReading();
          },
          resumeReading: () => {
            this.#setPaused(waiting, false);
            transport.resumeReading();
          },
        });
        if (factory !== null) {
          transport.pauseReading();
          this.#pass(waiting, false, () => guarded(() => {
            protocol = null;
            protocol = factory(transport.remote);
            if (protocol === null) other.loseConnection();
          }));
        }
        const passedOn = new Promise<Transport>((resolve, reject) => {
          this.#pass(waiting, false, () => protocol === null ? undefined : guarded(() => {
            told = true;
            if (factory !== null) transport.resumeReading();
            try {
              const result = protocol?.connectionMade?.(other);
              resolve(other);
              return result;
            } catch (error) {
              reject(error);
              throw error;
            }
          }));
        });
        passedOn.catch(() => undefined);
        onMade(transport, passedOn);
      },
      dataReceived: (chunk) => {
        const data = this.#how.joins === true ? joined(waiting, chunk) : chunk;
        let at = 0;
        while (at < data.length) {
          const piece = data.subarray(at, at + (this.#how.pieces?.(at) ?? data.length));
          this.#pass(waiting, true, unlessClosing(() => protocol?.dataReceived?.(piece)), piece);
          at += piece.length;
        }
        if (waiting.paused && this.#isFull(waiting)) base?.pauseReading();
      },
      // What they say is true now: neither waits.
      pauseWriting: unlessClosing(() => told ? protocol?.pauseWriting?.() : undefined),
      resumeWriting: unlessClosing(() => told ? protocol?.resumeWriting?.() : undefined),
      connectionLost: (reason: CloseReason) => {
        const lost = (): unknown =>
          protocol?.connectionLost?.(failed === null ? reason : { kind: "failed", error: failed.error });
        // What was cut need not deliver what came before.
        if (reason.kind === "lost" && waiting.paused) waiting.queue = waiting.queue.filter(({ isInput }) => !isInput);
        // A reactor that stops drops its timed calls: what is aborted is told at once, as it may be.
        if (reason.kind !== "aborted") return this.#pass(waiting, reason.kind === "done", lost);
        waiting.queue = [];
        return told ? lost() as void : undefined;
      },
    };
    // The peer's end is passed on behind what waits, also where the reactor below would close by itself.
    const ended = (): unknown => {
      if (protocol !== null && protocol.eofReceived !== undefined) return protocol.eofReceived();
      closing = true;
      return base?.loseConnection();
    };
    return { ...relayed, eofReceived: () => this.#pass(waiting, true, unlessClosing(ended)) };
  }

  #pass(waiting: Waiting, isInput: boolean, notify: () => unknown, data: Uint8Array = NOTHING): void {
    if (this.#closing && waiting.queue.length === 0 && !(isInput && waiting.paused)) return void notify();
    waiting.queue.push({ notify, isInput, data });
    if (!this.#waiting.includes(waiting)) this.#waiting.push(waiting);
    this.#pumpLater();
  }

  /** Whether no more is read ahead. */
  #isFull({ queue }: Waiting): boolean {
    return queue.reduce((bytes, { data }) => bytes + data.length, 0) >= (this.#how.ahead ?? 0);
  }

  #setPaused(waiting: Waiting, paused: boolean): void {
    waiting.paused = paused;
    this.#pumpLater();
  }

  #pumpLater(): void {
    if (this.#pumping || this.#next() === undefined) return;
    this.#pumping = true;
    this.#later(this.#how.turns ?? 1);
  }

  /** Whose turn it is. */
  #next(): Waiting | undefined {
    const ready = this.#waiting.filter(({ queue, paused }) => queue[0] !== undefined && !(paused && queue[0].isInput));
    return this.#how.latestFirst === true ? ready.at(-1) : ready[0];
  }

  #later(turns: number): void {
    this.#reactor.callLater(0, () => turns > 1 ? this.#later(turns - 1) : this.#pump());
  }

  #pump(): unknown {
    const next = this.#next();
    const passed = next?.queue.shift();
    if (next !== undefined && next.queue.length === 0) this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#pumping = false;
    this.#pumpLater();
    if (!this.#pumping) this.#reactor.callLater(0, () => this.#emptied());
    return passed?.notify();
  }
}
